import type { Reason } from '../reconciler/types.ts';
import type { PassFrame } from './ports.ts';

/** Milliseconds that must remain. */
const NEEDED = { role: 20_000, call: 5_000 } as const;

/** Why nothing more may be begun before the run is cut off; `undefined` while there is time. */
export function deadlineReason({ remaining }: PassFrame, before: keyof typeof NEEDED): Reason | undefined {
  return remaining() < NEEDED[before] ? OUT_OF_TIME : undefined;
}

const OUT_OF_TIME: Reason = {
  code: 'Deferred',
  message: 'This run had no time left. The next one goes on from here.',
};

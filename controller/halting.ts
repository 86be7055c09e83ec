import type { Reason } from '../reconciler/types.ts';
import type { Mode } from '../specs/types.ts';
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

/** Why no further role may be begun: a person may set the kill switch while a run writes. A role that was begun is finished. */
export function switchedOffReason(killSwitch: Mode | undefined): Reason | undefined {
  if (killSwitch === 'enforce') return undefined;
  const what = killSwitch === undefined ? 'The kill switch could no longer be read' : `The kill switch was set to ${killSwitch}`;
  return { code: 'Deferred', message: `${what} while this run wrote, so it stopped.` };
}

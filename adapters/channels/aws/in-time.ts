import { whyAwsFailed } from '../../why-aws-failed.ts';
import type { Patience } from '../patience.ts';

const LATE = 'AbortError';

/** Options of one call to AWS, which is given up, with all attempts, once no time is left. @throws where none is left by now */
export function inTime({ left }: Patience): { readonly abortSignal: AbortSignal } {
  const rest = left();
  if (rest <= 0) throw Object.assign(new Error('There is no time left.'), { name: LATE });
  return { abortSignal: AbortSignal.timeout(Math.ceil(rest)) };
}

/** Why a message was not taken, that time ran out included. @param call as in `sns:Publish` */
export function whyUnsent(error: unknown, call: string): string {
  if (error instanceof Error && error.name === LATE) return 'there was no time left to send it. It stays for the next run.';
  return whyAwsFailed(error, call);
}

import type { Patience } from '../patience.ts';

const LATE = 'AbortError';

/** Options of one call to AWS, which is given up, with all attempts, once no time is left. @throws where none is left by now */
export function inTime({ left }: Patience): { readonly abortSignal: AbortSignal } {
  const rest = left();
  if (rest <= 0) throw Object.assign(new Error('There is no time left.'), { name: LATE });
  return { abortSignal: AbortSignal.timeout(Math.ceil(rest)) };
}

/** Whether a call was given up because no time was left. */
export function isLate(error: unknown): boolean {
  return error instanceof Error && error.name === LATE;
}

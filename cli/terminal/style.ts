import type { Io, Output } from './io.ts';

const WIDEST = 110;

/** Whether to colour: as NO_COLOR and FORCE_COLOR say, else on a terminal. @see https://no-color.org */
export function colorOf(output: Output, { env }: Pick<Io, 'env'>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return output.isTerminal && env.TERM !== 'dumb';
}

/** Columns to write in: a terminal's, up to what reads well. */
export function widthOf(output: Output): number {
  return Math.min(output.columns || WIDEST, WIDEST);
}

import { minuteOf } from '../../controller/instant.ts';
import type { Overview, TrendPoint } from './overview.ts';

const TOLD = [
  ['drifted', 'drifted roles'],
  ['wider', 'drift that allows more than a spec'],
  ['stuck', 'stuck roles'],
] as const satisfies readonly (readonly [keyof TrendPoint, string])[];

/** "Since 2026-11-20 06:00 UTC: drifted roles fell from 5 to 2, …"; `undefined` for a single point, and where all was well and is. */
export function trendWords({ trend }: Pick<Overview, 'trend'>): string | undefined {
  const [first, last] = [trend[0], trend.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  if (TOLD.every(([what]) => first[what] + last[what] === 0)) return undefined;
  const moved = TOLD.map(([what, words]) => `${words} ${movement(first[what], last[what])}`);
  return `Since ${minuteOf(first.at)}: ${moved.join(', ')}.`;
}

function movement(first: number, last: number): string {
  if (first === last) return `stayed at ${last}`;
  return `${last > first ? 'rose' : 'fell'} from ${first} to ${last}`;
}

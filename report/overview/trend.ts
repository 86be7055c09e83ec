import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import type { RunRecord } from '../../controller/state/state.ts';
import type { DriftReport, Summary } from '../../reconciler/types.ts';
import type { TrendPoint } from './overview.ts';

const DAY = 24 * 3600 * 1000;
/** A chart shows no more. */
const MOST_POINTS = 120;

/** The passes over everything, oldest first, behind what an earlier report told of the time before; of older days the last of each. */
export function trendOf(runs: readonly RunRecord[], earlier: readonly TrendPoint[], madeAt: string): readonly TrendPoint[] {
  const remembered = runs.filter(({ scope, complete }) => scope === 'all' && complete).map(pointOfRun);
  const all = new Map([...earlier, ...remembered].map((point) => [point.at, point]));
  const sorted = [...all.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const dayBefore = new Date(Date.parse(madeAt) - DAY).toISOString();
  return sorted.filter(({ at }, index) => at >= dayBefore || !isSameDay(at, sorted[index + 1]?.at)).slice(-MOST_POINTS);
}

/** A single pass. */
export function pointOfReport({ startedAt, summary, roles }: DriftReport): TrendPoint {
  const wider = roles.flatMap(remainingDrift).filter(({ access }) => access === 'wider').length;
  return point(startedAt, summary, wider);
}

function pointOfRun({ startedAt, summary, drift }: RunRecord): TrendPoint {
  return point(startedAt, summary, drift.wider);
}

function point(
  at: string,
  { inSync, corrected, drifted, refused, failed, unknown, invalid }: Summary,
  wider: number,
): TrendPoint {
  return { at, inSync: inSync + corrected, drifted, stuck: refused + failed + unknown + invalid, wider };
}

function isSameDay(one: string, other: string | undefined): boolean {
  return other !== undefined && one.slice(0, 10) === other.slice(0, 10);
}

import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import type { RunRecord } from '../../controller/state/state.ts';
import { summarize } from '../../reconciler/summary.ts';
import type { DriftReport, RoleReport, Summary } from '../../reconciler/types.ts';
import type { TrendPoint } from './overview.ts';

const DAY = 24 * 3600 * 1000;
/** A chart shows no more. */
const MOST_POINTS = 120;

/**
 * The passes over everything, oldest first, behind what an earlier report told of the time before; of older days the last of each.
 * It ends with what is so now, where that is something else: between two passes over everything others look at single roles.
 */
export function trendOf(runs: readonly RunRecord[], earlier: readonly TrendPoint[], now: TrendPoint): readonly TrendPoint[] {
  const remembered = runs.filter(({ scope, complete }) => scope === 'all' && complete).map(pointOfRun);
  const all = new Map([...earlier, ...remembered].map((point) => [point.at, point]));
  const sorted = withNow(
    [...all.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    now,
  );
  const dayBefore = new Date(Date.parse(now.at) - DAY).toISOString();
  return sorted.filter(({ at }, index) => at >= dayBefore || !isSameDay(at, sorted[index + 1]?.at)).slice(-MOST_POINTS);
}

function withNow(sorted: readonly TrendPoint[], now: TrendPoint): readonly TrendPoint[] {
  const last = sorted.at(-1);
  return last === undefined || isSamePoint(last, now) ? sorted : [...sorted, now];
}

function isSamePoint(one: TrendPoint, { at: _, ...counts }: TrendPoint): boolean {
  return Object.entries(counts).every(([name, count]) => one[name as keyof typeof counts] === count);
}

/** A single pass. */
export function pointOfReport({ startedAt, roles }: DriftReport): TrendPoint {
  return pointOf(startedAt, roles);
}

/** How these roles are at that moment. */
export function pointOf(at: string, roles: readonly RoleReport[]): TrendPoint {
  const wider = roles.flatMap(remainingDrift).filter(({ access }) => access === 'wider').length;
  return point(at, summarize(roles), wider);
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

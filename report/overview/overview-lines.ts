import { minuteOf } from '../../controller/instant.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { counted } from '../words/counts.ts';
import { named } from '../words/named.ts';
import type { Overview, OverviewItem } from './overview.ts';

/** "mode enforce", or that this is of a single look, for which no mode counts. */
export function modeWords({ mode, onTheSpot }: Overview): string {
  return onTheSpot ? 'looked at on the spot, nothing changed' : `mode ${mode}`;
}

/** "Since 2026-11-22 06:00 UTC: 2 new (1 critical, 1 high), 1 gone."; `undefined` without a report before. */
export function changesLine({ changes }: Overview): string | undefined {
  if (changes === null) return undefined;
  const { since, appeared, gone } = changes;
  const parts = [
    ...(appeared.length === 0 ? [] : [`${appeared.length} new (${bySeverity(appeared)})`]),
    ...(gone.length === 0 ? [] : [`${gone.length} gone`]),
  ];
  return `Since ${minuteOf(since)}: ${parts.length === 0 ? 'nothing new, nothing gone' : parts.join(', ')}.`;
}

function bySeverity(items: readonly OverviewItem[]): string {
  const counts = SEVERITIES.toReversed().map((one) => [items.filter(({ severity }) => severity === one).length, one] as const);
  return counts.flatMap(([count, one]) => (count === 0 ? [] : [`${count} ${one}`])).join(', ');
}

/** "8 of 10 roles in use are declared (80 %)."; `undefined` where that is not known. */
export function coverageLine({ coverage }: Overview): string | undefined {
  if (coverage === null) return undefined;
  const { declared, inUse } = coverage;
  if (inUse === 0) return 'No current task definition names a role of this account.';
  const verb = inUse === 1 ? 'role in use is' : 'roles in use are';
  return `${declared} of ${inUse} ${verb} declared (${Math.floor((declared / inUse) * 100)} %).`;
}

/** "3 declared roles are used by no current task definition: a, b, c."; `undefined` for none. */
export function unusedLine({ unusedSpecs }: Overview): string | undefined {
  if (unusedSpecs === null || unusedSpecs.length === 0) return undefined;
  const verb = unusedSpecs.length === 1 ? 'is' : 'are';
  return `${counted(unusedSpecs.length, 'declared role')} ${verb} used by no current task definition: ${named(unusedSpecs)}.`;
}

/** "2 orphans, ours and declared nowhere: a, b."; `undefined` for none. */
export function orphansLine({ orphans }: Overview): string | undefined {
  if (orphans.length === 0) return undefined;
  return `${counted(orphans.length, 'orphan')}, ours and declared nowhere: ${named(orphans)}.`;
}

/** "orders-task: 5 times, by jane and bob". */
export function driftingLine({ role, times, by }: Overview['mostDrifting'][number]): string {
  return `${role}: ${counted(times, 'time')}${by.length === 0 ? '' : `, by ${named(by)}`}`;
}

/** "orders-broad-s3 (TaskRoleTooBroad): ends on 2026-12-01". */
export function waiverLine({ name, expires, findings }: Overview['expiringWaivers'][number], madeAt: string): string {
  return `${name} (${named(findings)}): ${expires < madeAt.slice(0, 10) ? 'ended' : 'ends'} on ${expires}`;
}

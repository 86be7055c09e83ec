import type { Drift } from '../../reconciler/types.ts';
import type { RoleStatus } from '../state/state.ts';

/** The drift that was still there when a role was last judged: what was corrected is not, what is tolerated is. */
export function openDrift({ conditions, drift, relapses, checkedAt }: RoleStatus): readonly Drift[] {
  const synced = conditions.find(({ type }) => type === 'Synced');
  if (synced?.status === 'True') return drift.filter(({ tolerated }) => tolerated !== null);
  return drift.filter(({ unit }) => !isLater(relapses[unit]?.corrected.at(-1), checkedAt));
}

/** The drift of one unit, as it was when the role was last judged; `undefined` if it was in sync then, or was corrected. */
export function openDriftOf(role: RoleStatus | undefined, unit: string): Drift | undefined {
  return role && openDrift(role).find((drift) => drift.unit === unit);
}

/** A role that failed half-way may hold units that were corrected all the same. */
function isLater(corrected: string | undefined, checkedAt: string): boolean {
  return corrected !== undefined && Date.parse(corrected) >= Date.parse(checkedAt);
}

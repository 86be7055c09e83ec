import type { Drift, RoleReport } from '../../reconciler/types.ts';

/** What of a role's drift is still there: after a correction, only what was never to be corrected. */
export function remainingDrift({ status, drift }: Pick<RoleReport, 'status' | 'drift'>): readonly Drift[] {
  return status === 'Corrected' ? drift.filter(({ tolerated }) => tolerated !== null) : drift;
}

import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import type { Drift, RoleReport } from '../../reconciler/types.ts';

/** What of a role's drift is still there and worth a word: what the spec lets stay only where it is a danger all the same. */
export function toldDrift(role: Pick<RoleReport, 'status' | 'drift'>): readonly Drift[] {
  return remainingDrift(role).filter(
    ({ tolerated, severity }) => (tolerated !== 'additive' && tolerated !== 'ignore') || severity === 'critical',
  );
}

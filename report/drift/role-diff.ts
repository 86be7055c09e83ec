import type { Drift, RoleReport } from '../../reconciler/types.ts';
import { type DiffLine, driftDiff } from './drift-diff.ts';
import { newRoleLines } from './new-role.ts';

/** What turns live into the spec, for one drift of a role: a role that is to be created is all new. */
export function roleDiff(drift: Drift, actions: RoleReport['actions']): readonly DiffLine[] {
  return drift.unit === 'role' && drift.kind === 'missing' ? newRoleLines(actions) : driftDiff(drift);
}

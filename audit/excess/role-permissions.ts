import { type Permissions, permissionsOf } from '../../iam/risk/permissions.ts';
import { taskSituation } from '../../iam/risk/situation.ts';
import { oncePer } from '../once-per.ts';
import type { AuditedRole } from '../types.ts';

const NOTHING: Permissions = { allows: [], limits: [], denies: [] };

/**
 * What a role may do for a task, by all its documents that could be read. Nothing is known to be allowed where the boundary could
 * not be read.
 */
export const rolePermissions = oncePer((role: AuditedRole): Permissions => {
  if (role.unread.includes('permissionsBoundary')) return NOTHING;
  return permissionsOf(role.access, taskSituation(role.arn, role.arn.split(':')[4] ?? ''));
});

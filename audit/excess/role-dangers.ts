import type { DecidingStatement } from '../../iam/evaluation/types.ts';
import { adminStatements } from '../../iam/risk/admin.ts';
import { type Escalation, roleEscalations } from '../../iam/risk/escalations.ts';
import { oncePer } from '../once-per.ts';
import type { AuditedRole } from '../types.ts';
import { rolePermissions } from './role-permissions.ts';

/** The statements with which the role may do everything; none, if it may not. */
export const adminStatementsOf = oncePer((role: AuditedRole): readonly DecidingStatement[] =>
  adminStatements(rolePermissions(role), partitionOf(role)),
);

/** The sets of actions with which the role can escalate its privileges; not said of a role that may do everything anyway. */
export const escalationsOf = oncePer((role: AuditedRole): readonly Escalation[] => {
  if (adminStatementsOf(role).length > 0) return [];
  return roleEscalations(rolePermissions(role), { accountId: role.arn.split(':')[4] ?? '', partition: partitionOf(role) });
});

function partitionOf({ arn }: AuditedRole): string {
  return arn.split(':')[1] ?? 'aws';
}

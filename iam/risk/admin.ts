import type { Atom } from '../evaluation/atoms.ts';
import { containsStatement, mayMeet } from '../evaluation/containment.ts';
import { matchesAction } from '../evaluation/statement.ts';
import type { DecidingStatement } from '../evaluation/types.ts';
import type { Policy } from '../policy/types.ts';
import { onePermission } from './one-permission.ts';
import { partitionsOf } from './partitions.ts';
import { type Permissions, permissionsOf } from './permissions.ts';
import { ANY_SITUATION } from './situation.ts';

/** Of every kind: whoever may do all of these may do everything that matters. The first is the rarest. */
const ADMIN_REQUESTS = [
  ['sample:Sample', 'sample:sample-1:000000000000:sample'],
  ['iam:AttachRolePolicy', 'iam::000000000000:role/sample'],
  ['iam:CreatePolicyVersion', 'iam::000000000000:policy/sample'],
  ['iam:PassRole', 'iam::000000000000:role/sample'],
  ['sts:AssumeRole', 'iam::000000000000:role/sample'],
  ['ec2:RunInstances', 'ec2:sample-1:000000000000:instance/sample'],
  ['kms:Decrypt', 'kms:sample-1:000000000000:key/sample'],
  ['s3:DeleteObject', 's3:::sample/sample'],
] as const;

/**
 * Whether the document by itself allows everything on everything, without conditions and whatever way it is written. A Deny counts
 * only where it has no condition.
 * @param partition the account's own; others count where the document names them
 */
export function isAdmin(policy: Policy, partition: string): boolean {
  const permissions = permissionsOf({ policies: [{ name: '', policy }] }, ANY_SITUATION);
  return partitionsOf(policy, partition).some((one) => adminStatements(permissions, one).length > 0);
}

/** The statements that together allow everything on everything; none, if the role may not do that. */
export function adminStatements(permissions: Permissions, partition: string): readonly DecidingStatement[] {
  const found = new Set<DecidingStatement>();
  for (const [action, resource] of ADMIN_REQUESTS) {
    const by = allowing(permissions, onePermission(action, `arn:${partition}:${resource}`));
    if (by === undefined) return [];
    found.add(by);
  }
  return [...found];
}

/** The statement that allows the request for certain. */
function allowing({ allows, limits, denies }: Permissions, request: Atom): DecidingStatement | undefined {
  const [action = ''] = request.statement.action.values;
  const allow = allows.find(({ atom }) => matchesAction(atom.statement.action, action) && containsStatement(atom, request));
  if (allow === undefined || denies.some((deny) => isCertain(deny) && mayMeet(deny, request))) return undefined;
  return limits.every((limit) => limit.some((one) => containsStatement(one, request))) ? allow.by : undefined;
}

function isCertain({ statement }: Atom): boolean {
  return statement.conditions.length === 0;
}

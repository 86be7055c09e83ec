import type { Guards } from '../../specs/types.ts';
import { type StatementCondition as Condition, type PolicyStatement, templateText } from './statement.ts';

/** Any role of the account, where the guards do not name any. */
const ALL_ROLES = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*';

/**
 * The writes that the guards allow, and no other: none at all while a deployment observes.
 * `TagRole` and `UntagRole` know no boundary condition; detaching is not bound to the attachable policies, for whatever somebody
 * else attached must come off.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function roleWrites(guards: Guards): readonly PolicyStatement[] {
  if (guards.mode !== 'enforce') return [];
  const onManaged = statementOn(guards.managedRoles.map((pattern) => templateText(pattern === '*' ? ALL_ROLES : pattern)));
  const bounded = boundedBy(guards);
  return [
    onManaged('CreateRoles', ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'], bounded),
    onManaged('ChangeRoles', changes(guards), bounded),
    onManaged('AttachPolicies', ['iam:AttachRolePolicy'], { ...bounded, ...attachable(guards) }),
    onManaged('TagRoles', ['iam:TagRole', 'iam:UntagRole'], {}),
  ];
}

function statementOn(Resource: PolicyStatement['Resource']) {
  return (Sid: string, Action: readonly string[], Condition: Condition): PolicyStatement => {
    const statement = { Sid, Effect: 'Allow', Action, Resource } as const;
    return Object.keys(Condition).length === 0 ? statement : { ...statement, Condition };
  };
}

/** For `PutRolePermissionsBoundary` the key is the boundary that is asked for, so a stripped one can be put back. */
function boundedBy({ requiredBoundary }: Guards): Condition {
  return requiredBoundary === undefined ? {} : { StringEquals: { 'iam:PermissionsBoundary': templateText(requiredBoundary) } };
}

function changes({ requiredBoundary, allowDeletion }: Guards): readonly string[] {
  return [
    'iam:UpdateRole',
    'iam:UpdateAssumeRolePolicy',
    'iam:PutRolePolicy',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    ...(requiredBoundary === undefined ? ['iam:DeleteRolePermissionsBoundary'] : []),
    ...(allowDeletion ? ['iam:DeleteRole'] : []),
  ];
}

function attachable({ attachablePolicies }: Guards): Condition {
  return attachablePolicies === undefined ? {} : { ArnLike: { 'iam:PolicyARN': attachablePolicies.map(templateText) } };
}

import { OWNER_TAG } from '../../reconciler/admission/owner.ts';
import type { Guards } from '../../specs/types.ts';
import { type PolicyStatement, type StatementCondition, type TemplateText, templateText } from './statement.ts';

/** `Name` is the template's parameter. */
const OWN_ROLES: TemplateText = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}-*' };

/** Every call that changes a role, ones that do not exist yet included. */
export const ROLE_WRITES = ['Add', 'Attach', 'Create', 'Delete', 'Detach', 'Put', 'Remove', 'Tag', 'Untag', 'Update'].map(
  (verb) => `iam:${verb}*`,
);

/**
 * What the controller may never do, whatever else allows it: they hold even if somebody attaches a wider policy to its role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function denials(guards: Guards): readonly PolicyStatement[] {
  return [
    never('NeverSelf', ROLE_WRITES, [OWN_ROLES]),
    never('NeverPassOrAcquire', ['iam:PassRole', 'iam:AcquireRole', 'sts:AssumeRole'], ['*']),
    never(
      'NeverPolicies',
      ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion'],
      ['*'],
    ),
    ...(guards.requiredBoundary === undefined ? [] : [never('NeverUnbound', ['iam:DeleteRolePermissionsBoundary'], ['*'])]),
    ...(guards.protectedRoles.length === 0 ? [] : [never('NeverProtected', ROLE_WRITES, protectedRoles(guards))]),
    { ...never('NeverOthers', ROLE_WRITES, ['*']), Condition: ownedByAnother(guards) },
  ];
}

function never(Sid: string, Action: readonly string[], Resource: readonly TemplateText[]): PolicyStatement {
  return { Sid, Effect: 'Deny', Action, Resource };
}

/** A bare name is that role under any path. */
function protectedRoles({ protectedRoles: patterns }: Guards): readonly TemplateText[] {
  const arns = patterns.flatMap((pattern) => (pattern.startsWith('arn:') ? pattern : [named(pattern), named(`*/${pattern}`)]));
  return arns.map(templateText);
}

function named(pattern: string): string {
  return `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${pattern}`;
}

/** A role without the tag may be adopted; one with another value may not. */
function ownedByAnother({ owner }: Guards): StatementCondition {
  const key = `aws:ResourceTag/${OWNER_TAG}`;
  return { Null: { [key]: 'false' }, StringNotEquals: { [key]: templateText(owner) } };
}

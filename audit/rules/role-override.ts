import { foldName } from '../../iam/role.ts';
import { remedyOf } from '../remedies/remedy.ts';
import type { RoleOverrides, RoleUse } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import { roleArn } from './role-arn.ts';
import type { Found, Rule, Subject } from './rule.ts';

/** A call that ran a task with other roles than its definition's. */
export const roleOverride: Rule = {
  id: 'RoleOverride',
  severities: [['medium', 'always']],
  what: "A call of `RunTask` or `StartTask` gave tasks another role than their task definition's.",
  why: 'What was reviewed is the task definition. An override needs only `iam:PassRole` on the other role, and leaves no trace in the definition.',
  evidence:
    'The overrides in the call. One that names the role of the task definition itself is no violation. The other rules judge the roles that the call gave.',
  remedy:
    'Register a revision with the role that is needed, and limit `iam:PassRole` of whoever called to the roles that they may run.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  judge: (subject) => (subject.overrides === null ? [] : overridesIn(subject.overrides, subject)),
};

function overridesIn(overrides: RoleOverrides, { definition, accountId }: Subject): readonly Found[] {
  return [
    ...overridden('task', overrides.taskRole, definition.taskRole, { ...overrides, accountId }),
    ...overridden('execution', overrides.executionRole, definition.executionRole, { ...overrides, accountId }),
  ];
}

type Call = Pick<RoleOverrides, 'call' | 'by'> & Pick<Subject, 'accountId'>;

function overridden(use: RoleUse, given: string | null, own: string | null, { call, by, accountId }: Call): readonly Found[] {
  if (given === null || (own !== null && isSameRole(given, own, accountId))) return [];
  const instead = own === null ? 'where the task definition names none' : `instead of ${nameOf(own)}`;
  const caller = by === null ? '' : `, called by ${by}`;
  return [
    {
      severity: 'medium',
      role: nameOf(given),
      message: `${call} ran tasks with the ${use} role ${nameOf(given)} ${instead}${caller}`,
      evidence: evidenceOf({ resources: [given], principals: by === null ? [] : [by], details: [call] }),
      remedy: remedyOf(
        `Register a revision that names ${nameOf(given)}, or take iam:PassRole on it away from ${by ?? 'whoever called'}`,
      ),
    },
  ];
}

/** A bare name means a role of the account; names fold case. */
function isSameRole(one: string, other: string, accountId: string): boolean {
  const [first, second] = [one, other].map((reference) => roleArn(reference)?.accountId ?? accountId);
  return first === second && foldName(nameOf(one)) === foldName(nameOf(other));
}

function nameOf(reference: string): string {
  return roleArn(reference)?.name ?? reference;
}

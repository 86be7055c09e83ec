import { newRoleRemedy } from '../remedies/new-role.ts';
import { evidenceOf } from './evidence.ts';
import { roleArn } from './role-arn.ts';
import type { Found, Rule, Subject, UsedRole } from './rule.ts';
import { originsOf, roleWords } from './used-roles.ts';

/** A role that Amazon ECS cannot use, because it is another account's. */
export const crossAccountRole: Rule = {
  id: 'CrossAccountRole',
  severities: [['high', 'always']],
  what: 'A role of the task definition is of another account or partition.',
  why: "Amazon ECS uses roles of the task definition's own account only, and `iam:PassRole` does not reach across accounts. The task does not start.",
  evidence: 'The account and the partition in the ARN of the role. Such a role is not looked up.',
  remedy: 'Name a role of this account, and let it assume the other one from within the application.',
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  ],
  judge: (subject) => subject.roles.flatMap((used) => judgeRole(used, subject)),
};

function judgeRole(used: UsedRole, subject: Subject): readonly Found[] {
  const other = roleArn(used.reference);
  const where = other && elsewhere(other, subject);
  if (other === undefined || where === undefined) return [];
  const use = used.uses.includes('execution') ? 'execution' : 'task';
  return [
    {
      severity: 'high',
      role: used.name,
      message: `The ${roleWords(used)} is of ${where}, where Amazon ECS cannot use it for a task of account ${subject.accountId}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), resources: [used.reference] }),
      remedy: newRoleRemedy(
        `Name a role of account ${subject.accountId} in the task definition, and let it assume ${used.reference} where that is needed`,
        { name: other.name, path: other.path, use },
        subject,
      ),
    },
  ];
}

/** Whose role it is, in words; `undefined` for the account's own. */
function elsewhere(role: { readonly accountId: string; readonly partition: string }, own: Subject): string | undefined {
  if (role.accountId !== own.accountId) return `account ${role.accountId}`;
  return role.partition === own.partition ? undefined : `the partition ${role.partition}`;
}

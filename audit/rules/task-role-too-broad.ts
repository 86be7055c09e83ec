import { excessEvidence, excessWords } from '../excess/excess-words.ts';
import { adminStatementsOf } from '../excess/role-dangers.ts';
import { rolePermissions } from '../excess/role-permissions.ts';
import { takeAway } from '../excess/take-away.ts';
import { taskExcess } from '../excess/task-excess.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { startingWith } from './starting.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** A task role that may do whatever a service offers. */
export const taskRoleTooBroad: Rule = {
  id: 'TaskRoleTooBroad',
  severities: [['medium', 'always']],
  what: 'A task role may do everything that a service offers on everything, or read every secret, parameter or object, decrypt with every key, or become every role.',
  why: 'A container needs some calls on some resources. With a whole service it can also delete what it should only read, and read what belongs to others; so can whoever gets into it.',
  evidence: [
    'What the role is allowed by all its documents, less what a Deny or its boundary takes away. Too much are `service:*` and `NotAction` on all resources, and on all resources also `secretsmanager:GetSecretValue`, `ssm:GetParameter` and its kin, `kms:Decrypt`, `s3:GetObject` and `sts:AssumeRole`, whatever wildcard they come from.',
    'All resources are `*`, all of a service in an account or region, and all of a kind such as `secret:*`. `ssmmessages:*` is what ECS Exec needs. A condition on the resource, its tags or its keys makes it no finding; one on who asks, when or from where does not.',
    'What a task role needs in truth cannot be seen from a task definition, so that what is narrower is never a finding. A role with `AdminAccess` is not reported again.',
  ].join(' '),
  remedy:
    'Name the actions that the containers call, and the resources that they call them on; the last accessed information of IAM tells what they used.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21',
  ],
  judge: (subject) =>
    presentRoles(subject)
      .filter(({ used, role }) => used.uses.includes('task') && adminStatementsOf(role).length === 0)
      .flatMap((present) => judgeRole(present, subject)),
};

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const excess = taskExcess(rolePermissions(role));
  if (excess.length === 0) return [];
  const statements = [...new Set(excess.map(({ by }) => by))];
  return [
    {
      severity: 'medium',
      role: role.name,
      message: `The ${roleWords(used)} may do more than a task needs: ${excessWords(excess)}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), ...excessEvidence(excess) }),
      remedy: takeAway({
        role,
        statements,
        text: 'Give the role the actions that its tasks call, on the resources that they call them on, then take from it what allows more',
        starting: startingWith(used, subject),
      }),
    },
  ];
}

import type { Excess } from '../excess/excess.ts';
import { excessEvidence, excessWords } from '../excess/excess-words.ts';
import { executionExcess } from '../excess/execution-excess.ts';
import { adminStatementsOf } from '../excess/role-dangers.ts';
import { rolePermissions } from '../excess/role-permissions.ts';
import { takeAway } from '../excess/take-away.ts';
import { oncePer } from '../once-per.ts';
import { shellCommand } from '../remedies/shell.ts';
import type { AuditedRole, Need, Remedy } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { startingWith } from './starting.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** An execution role that may do more than start tasks. */
export const executionRoleTooBroad: Rule = {
  id: 'ExecutionRoleTooBroad',
  severities: [['medium', 'always']],
  what: 'An execution role may do more than starting the tasks that use it takes.',
  why: 'Amazon ECS uses this role before a container runs, to pull images, read secrets and write logs. Everything beyond that serves nobody but an intruder, and a role that many task definitions share opens the secrets of one to the others.',
  evidence: [
    'What the role is allowed by all its documents, less what a Deny or its boundary takes away, against what all current task definitions need that use it as their execution role.',
    'Too much are actions that Amazon ECS never calls with an execution role; secrets, parameters and objects of S3 that no task definition names; and `kms:Decrypt` on every key for every service.',
    'Not too much are the actions of `AmazonECSTaskExecutionRolePolicy` and `logs:CreateLogGroup` on whatever resources, the actions with which a pull fills a cache of Amazon ECR, `secret:NAME-*` for the secret NAME, describing such a secret or reading such a parameter by another call, as grants of the AWS CDK let it, the bucket in which Amazon ECR keeps layers, secrets, parameters and objects by their tag, and `kms:Decrypt` on named keys or through a named service.',
    'A role that is also the task role of the task definition is not judged by this rule: what its containers call cannot be seen, and `SameRoleForBoth` says to use two. Where the task definition names a secret, a parameter or an object in a way that cannot be read, only actions are judged. A role with `AdminAccess` is not reported again.',
  ].join(' '),
  remedy:
    'Replace the policies by what the task definitions need: `rolecall generate` writes the spec of that role. Move what the containers themselves call to the task role.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  ],
  judge: (subject) =>
    presentRoles(subject)
      .filter(({ used, role }) => used.uses.join() === 'execution' && adminStatementsOf(role).length === 0)
      .flatMap((present) => judgeRole(present, subject)),
};

const ALL_NAMED = excessPerRole(true);
const SOME_UNREAD = excessPerRole(false);

function excessPerRole(isComplete: boolean) {
  return oncePer((role: AuditedRole) =>
    oncePer((needs: readonly Need[]) => executionExcess(rolePermissions(role), needs, isComplete)),
  );
}

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const excess = (namesAreKnown(subject) ? ALL_NAMED : SOME_UNREAD)(role)(subject.sharedNeeds);
  if (excess.length === 0) return [];
  const whose = subject.isWhole
    ? 'the tasks that use it need to start'
    : 'the tasks of the given task definitions need to start (no others were looked at)';
  return [
    {
      severity: 'medium',
      role: role.name,
      message: `The ${roleWords(used)} may do more than ${whose}: ${excessWords(excess)}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), ...excessEvidence(excess) }),
      remedy: remedy({ used, role }, subject, excess),
    },
  ];
}

/** Whether every secret, parameter and object that the task definition names could be read; images are none of these. */
function namesAreKnown({ needs }: Subject): boolean {
  return needs.unverified.every(
    ({ use, origins }) => use !== 'execution' || origins.every((origin) => origin.endsWith('/image')),
  );
}

function remedy({ used, role }: PresentRole, subject: Subject, excess: readonly Excess[]): Remedy {
  const { definition, file } = subject;
  const generate = shellCommand('rolecall', 'generate', definition.arn ?? file ?? definition.family);
  const text = 'Give the role what rolecall generate writes for the task definitions that use it, and nothing else';
  const statements = excess.map(({ by }) => by);
  return takeAway({ role, statements, text, first: [generate], starting: startingWith(used, subject) });
}

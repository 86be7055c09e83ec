import { trustOfTasks } from '../trust/tasks-trust.ts';
import { trustRemedy } from '../trust/trust-remedy.ts';
import { whyTasksAreShutOut } from '../trust/why-not.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** A role that no task can use. */
export const trustMissingEcsTasks: Rule = {
  id: 'TrustMissingEcsTasks',
  severities: [['high', 'always']],
  what: 'The trust policy of a role does not let Amazon ECS tasks of this account and region use it.',
  why: 'No task of this task definition starts: Amazon ECS cannot assume the role. The registration itself succeeds, so that nobody notices before the first deployment.',
  evidence:
    'The trust policy is asked whether the service `ecs-tasks.amazonaws.com` may call `sts:AssumeRole` for a task of the account and region, with `aws:SourceAccount` and `aws:SourceArn` as Amazon ECS sends them. A policy that names `ec2.amazonaws.com`, `ecs.amazonaws.com` or `lambda.amazonaws.com` instead is the usual mistake. A condition on anything else that cannot be known here is *unverified*, not a finding.',
  remedy: 'Name `ecs-tasks.amazonaws.com` as the principal, with the conditions that keep other accounts out.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  ],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const { accountId, partition, definition } = subject;
  const { trust } = role.access;
  if (trust === undefined) return [];
  const tasks = { accountId, partition, region: definition.context.region };
  const decision = trustOfTasks(trust, tasks);
  if (decision.outcome !== 'denied') return [];
  const statements = decision.statement === undefined ? [] : [decision.statement];
  return [
    {
      severity: 'high',
      role: role.name,
      message: `Amazon ECS tasks cannot use the ${roleWords(used)}: ${whyTasksAreShutOut(trust, decision, tasks)}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), actions: ['sts:AssumeRole'], statements }),
      remedy: trustRemedy(role, subject, 'Let Amazon ECS tasks of this account use the role'),
    },
  ];
}

import { trustsPublic } from '../../iam/risk/trust.ts';
import { letsInStrangers, trustOfTasks } from '../trust/tasks-trust.ts';
import { trustRemedy } from '../trust/trust-remedy.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** A role that Amazon ECS may use for anybody's tasks. */
export const trustWithoutSourceCondition: Rule = {
  id: 'TrustWithoutSourceCondition',
  severities: [['low', 'always']],
  what: 'The trust policy lets Amazon ECS use the role for tasks of any account.',
  why: 'Amazon ECS acts for every account of AWS. Without a condition on the source, a mistake there, or one in who may pass the role, could make it use the role for somebody else: the confused deputy.',
  evidence:
    "The trust policy is asked whether it lets in `ecs-tasks.amazonaws.com` for a task of an account that has nothing to do with this one. Only a sure yes is a finding: a condition on `aws:SourceAccount`, on the account in `aws:SourceArn`, or on the organization is enough. AWS's own guides and the console leave the condition out, so many roles are like this.",
  remedy:
    'Add `aws:SourceAccount` and `aws:SourceArn`. Name all tasks of the account: Amazon ECS does not support a single cluster there.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const { trust } = role.access;
  const { accountId, partition, definition } = subject;
  const tasks = { accountId, partition, region: definition.context.region };
  if (trust === undefined || trustsPublic(trust) || !letsInStrangers(trust, tasks)) return [];
  const { statement } = trustOfTasks(trust, tasks);
  return [
    {
      severity: 'low',
      role: role.name,
      message: `The trust policy of the ${roleWords(used)} does not say whose tasks may use it: it has no condition on the source account`,
      evidence: evidenceOf({ origins: originsOf(used, subject), statements: statement === undefined ? [] : [statement] }),
      remedy: trustRemedy(role, subject, 'Let in only tasks of this account'),
    },
  ];
}

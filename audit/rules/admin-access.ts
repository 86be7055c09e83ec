import { adminStatementsOf } from '../excess/role-dangers.ts';
import { takeAway } from '../excess/take-away.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { startingWith } from './starting.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** A role that may do everything. */
export const adminAccess: Rule = {
  id: 'AdminAccess',
  severities: [['critical', 'always']],
  what: 'A role of the task definition may do everything on everything.',
  why: "Whoever gets into one of the task's containers, by a flaw in the application, a library or an image, owns the account: its data, its other roles and its audit trail. A process reads the credentials of its task role with one request, and on container instances those of the execution role are not far.",
  evidence:
    'All documents of the role together, and its boundary: a set of requests of every kind must be allowed for certain. `*` in one statement counts, and so do statements that add up to it, `NotAction` that leaves out next to nothing, and `AdministratorAccess`. A Deny counts where it holds for every task; one that depends on something that cannot be known here does not. What is allowed only under a condition that cannot be known is no finding of this rule. The deciding statements are listed.',
  remedy:
    'Find out what the containers call, for instance with the last accessed information of IAM, give the role a policy with that, and then detach the other one.',
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1',
  ],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const statements = adminStatementsOf(role);
  if (statements.length === 0) return [];
  return [
    {
      severity: 'critical',
      role: role.name,
      message: `The ${roleWords(used)} may do everything on everything in account ${subject.accountId}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), actions: ['*'], resources: ['*'], statements }),
      remedy: takeAway({
        role,
        statements,
        text: 'Give the role what its tasks call, then take from it what allows everything',
        starting: startingWith(used, subject),
      }),
    },
  ];
}

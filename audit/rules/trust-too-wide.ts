import { enumeration } from '../../iam/evaluation/wording.ts';
import { contains } from '../../iam/pattern.ts';
import type { Severity } from '../../specs/types.ts';
import { type Distance, type Outsider, outsiders } from '../trust/outsiders.ts';
import { trustRemedy } from '../trust/trust-remedy.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

const SEVERITY: Readonly<Record<Distance, Severity>> = { public: 'critical', foreign: 'high', own: 'medium' };

/** A role that others than Amazon ECS tasks can become. */
export const trustTooWide: Rule = {
  id: 'TrustTooWide',
  severities: [
    ['critical', 'anybody at all can become the role'],
    ['high', 'another account or another AWS service can'],
    ['medium', "principals of the account itself or identities of a provider can, beside Amazon ECS's tasks"],
  ],
  what: 'The trust policy of a role lets in others than Amazon ECS tasks.',
  why: 'Whoever can become the role can do what the task can do, with its data and from anywhere. What was made for a task is rarely looked at as a door into the account.',
  evidence:
    'Every statement that allows one of the `sts:AssumeRole` calls. A principal `*` is not the public where a condition leaves only named accounts, organizations or ARNs; an identity provider that serves everybody counts as the public unless a condition chooses among its identities. `ecs.amazonaws.com` beside `ecs-tasks.amazonaws.com` is no violation: infrastructure roles trust it. Principals that were deleted, which IAM shows as `AROA…` or `AIDA…`, are named. Principals that the guards list under `allowedTrust` are no violation, unless it is the public.',
  remedy: 'Trust `ecs-tasks.amazonaws.com` alone, and give others roles of their own.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',
  ],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole(present: PresentRole, subject: Subject): readonly Found[] {
  const { trust } = present.role.access;
  if (trust === undefined) return [];
  const all = outsiders(trust, subject.accountId).filter((outsider) => !isAllowed(outsider, subject.guards));
  return (['public', 'foreign', 'own'] as const).flatMap((distance) => {
    const found = all.filter((outsider) => outsider.distance === distance);
    return found.length === 0 ? [] : [tooWide(present, subject, distance, found)];
  });
}

/** Whom the guards let a trust policy name; they cannot let in the public. */
function isAllowed({ distance, principal }: Outsider, { allowedTrust = [] }: Subject['guards']): boolean {
  return distance !== 'public' && principal !== '*' && allowedTrust.some((pattern) => contains(pattern, principal));
}

function tooWide({ used, role }: PresentRole, subject: Subject, distance: Distance, found: readonly Outsider[]): Found {
  const who = enumeration([...new Set(found.map(({ words }) => words))], 'and');
  const isPublic = distance === 'public';
  return {
    severity: SEVERITY[distance],
    role: role.name,
    message: `The trust policy of the ${roleWords(used)} ${isPublic ? 'is open to the public: it lets in' : 'also lets in'} ${who}`,
    evidence: evidenceOf({
      origins: originsOf(used, subject),
      principals: [...new Set(found.map(({ principal }) => principal))],
      statements: [...new Map(found.map(({ statement }) => [statement.index, statement])).values()],
    }),
    remedy: trustRemedy(role, subject, 'Let in Amazon ECS tasks of this account alone'),
  };
}

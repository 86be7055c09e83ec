import { enumeration } from '../../iam/evaluation/wording.ts';
import type { Escalation } from '../../iam/risk/escalations.ts';
import { escalationsOf } from '../excess/role-dangers.ts';
import { takeAway } from '../excess/take-away.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { startingWith } from './starting.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

/** A role that can get more permissions than it has. */
export const privilegeEscalation: Rule = {
  id: 'PrivilegeEscalation',
  severities: [['critical', 'always']],
  what: 'A role of the task definition can get more permissions than it has.',
  why: "Permissions that look small add up to all of them: who may attach a policy to a role, or pass a role to a function and run it, may do what that role may do. A flaw in the task's application is then a way to the whole account.",
  evidence: [
    'The known sets of actions, from `iam:PutRolePolicy` alone to `iam:PassRole` with `ecs:RunTask`; a role is found if it may do all actions of a set.',
    'All documents of the role are read together: parts of a set may come from different policies, a Deny in one takes away what another allows, the boundary limits all.',
    "Resources count: AWS's own policies cannot be changed, service-linked roles cannot be used, and an action must be allowed on its kind of resource. Roles that may be passed count unless each is named in full, and whatever is there to be taken over (functions, stacks, instances, projects) counts unless the statement says how its name begins: what a named one may do cannot be seen from here.",
    'Conditions count: `iam:PassedToService` decides which service a role can be passed to, and a condition that no task meets, such as one on a second factor, a user name or a day that is over, takes the statement away. A condition that some request may meet does not.',
    'Not among the sets are `sts:AssumeRole`, since the other role must trust this one, and `kms:CreateGrant`, which gives no more than a key. A role with `AdminAccess` is not reported again.',
  ].join(' '),
  remedy:
    'Take the actions away, or limit them: `iam:PassRole` to the roles that are passed, with a condition on `iam:PassedToService`; changes to functions, stacks and projects to those by name; actions of IAM to a pipeline with a permissions boundary.',
  sources: [
    'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
    'https://pathfinding.cloud/',
    'https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/services/iam/lib/privilege_escalation.py',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
  ],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole({ used, role }: PresentRole, subject: Subject): readonly Found[] {
  const found = escalationsOf(role);
  if (found.length === 0) return [];
  const statements = [...new Set(found.flatMap((one) => one.statements))];
  return [
    {
      severity: 'critical',
      role: role.name,
      message: `The ${roleWords(used)} can get more permissions than it has, by ${enumeration(shortest(found), 'or')}`,
      evidence: evidenceOf({
        origins: originsOf(used, subject),
        actions: [...new Set(found.flatMap(({ name }) => actionsOf(name)))],
        statements,
        details: found.map(({ name }) => name),
      }),
      remedy: takeAway({
        role,
        statements,
        text: 'Give the role the actions that its tasks call, on the resources that they call them on, then take from it what allows more',
        starting: startingWith(used, subject),
      }),
    },
  ];
}

/** The names of the sets that need no more than they must, the shortest first. */
function shortest(found: readonly Escalation[]): readonly string[] {
  const names = found.map(({ name }) => name);
  const needed = names.filter((name) => !names.some((other) => other !== name && isPartOf(other, name)));
  return needed.sort((a, b) => actionsOf(a).length - actionsOf(b).length);
}

function isPartOf(name: string, other: string): boolean {
  const actions = actionsOf(other);
  return actionsOf(name).every((action) => actions.includes(action));
}

function actionsOf(name: string): readonly string[] {
  return name.split(' + ');
}

import { enumeration } from '../../iam/evaluation/wording.ts';
import { shortAwsPolicyName } from '../../specs/aws/aws-policies.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { roleSpec } from '../remedies/role-spec.ts';
import type { Remedy } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { originsOf, type PresentRole, presentRoles, roleWords } from './used-roles.ts';

const EXECUTION_POLICY = 'service-role/AmazonECSTaskExecutionRolePolicy';

/** Policies that AWS wrote for what runs tasks, not for tasks. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html */
const OF_INFRASTRUCTURE =
  /^(?:service-role\/)?Amazon(?:EC2ContainerService(?:forEC2|Autoscale|Events)?Role|ECS(?:Infrastructure|Instance)Role.*)$/;

const WORDS = { TaskRole: 'a task role', TaskExecutionRole: 'a task execution role' } as const;

/** A role that was made for another use. */
export const roleKindMismatch: Rule = {
  id: 'RoleKindMismatch',
  severities: [['medium', 'always']],
  what: 'A role is used for something else than it was made for.',
  why: 'The execution role starts the task, the task role is what the application is. Mixed up, the task does not start, or the application can read the secrets and images that only Amazon ECS should.',
  evidence:
    "The kind in the role's spec (`Role` is for anything); a task role with the policy `AmazonECSTaskExecutionRolePolicy`; a task or execution role with a policy that AWS wrote for container instances, for the service, or for its infrastructure. One role that is used for both is `SameRoleForBoth` instead.",
  remedy: 'Name the right role, or take off the policy that belongs to another use.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html',
  ],
  judge: (subject) => presentRoles(subject).flatMap((present) => judgeRole(present, subject)),
};

function judgeRole(present: PresentRole, subject: Subject): readonly Found[] {
  const found = ofAnotherKind(present) ?? withForeignPolicies(present);
  if (found === undefined) return [];
  const { used, role } = present;
  return [
    {
      severity: 'medium',
      role: role.name,
      message: `The ${roleWords(used)} ${found.message}`,
      evidence: evidenceOf({ origins: originsOf(used, subject), resources: found.policies, details: found.details }),
      remedy: found.remedy,
    },
  ];
}

interface Mismatch {
  readonly message: string;
  readonly policies: readonly string[];
  readonly details: readonly string[];
  readonly remedy: Remedy;
}

function ofAnotherKind({ used: { uses }, role }: PresentRole): Mismatch | undefined {
  const [use] = uses;
  const { kind } = role.declared ?? { kind: 'Role' };
  const wanted = use === 'task' ? 'TaskRole' : 'TaskExecutionRole';
  if (uses.length > 1 || kind === 'Role' || kind === wanted || role.declared === null) return undefined;
  const { file, line } = role.declared.source;
  return {
    message: `is declared as ${WORDS[kind]}`,
    policies: [],
    details: [`kind: ${kind}`],
    remedy: remedyOf(`Name ${WORDS[wanted]} in the task definition, or correct the kind in the spec (${file}:${line})`, {
      spec: roleSpec(wanted, role.name, { state: 'present' }),
    }),
  };
}

function withForeignPolicies({ used: { uses }, role }: PresentRole): Mismatch | undefined {
  const isTaskRoleOnly = !uses.includes('execution');
  const policies = role.managedPolicies.filter((arn) => {
    const name = shortAwsPolicyName(arn) ?? '';
    return OF_INFRASTRUCTURE.test(name) || (isTaskRoleOnly && name === EXECUTION_POLICY);
  });
  if (policies.length === 0) return undefined;
  const names = policies.map((arn) => arn.replace(/^.*\//, ''));
  const isExecutionPolicy = policies.some((arn) => shortAwsPolicyName(arn) === EXECUTION_POLICY);
  const meant = isExecutionPolicy ? 'what starts tasks' : 'what runs tasks, not for tasks';
  return {
    message: `holds ${enumeration(names, 'and')}, which AWS wrote for ${meant}`,
    policies,
    details: [],
    remedy: withoutPolicies(role, enumeration(names, 'and')),
  };
}

function withoutPolicies({ name, declared }: PresentRole['role'], words: string): Remedy {
  if (declared !== null) {
    const { file, line } = declared.source;
    return remedyOf(`Take ${words} out of managedPolicies in the spec (${file}:${line})`);
  }
  return remedyOf(
    `Name a role of the task's own, or exchange the task role and the execution role if they are mixed up; detach ${words} from ${name} only if nothing uses the role for what the policy is for`,
  );
}

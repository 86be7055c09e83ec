import { parsePolicy } from '../../iam/policy/parse.ts';
import type { Policy } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import { shortAwsPolicyName } from '../aws/aws-policies.ts';
import { ECS_TASKS } from '../aws/service-principals.ts';
import type { RoleKind } from '../types.ts';

const EXECUTION_POLICY = 'service-role/AmazonECSTaskExecutionRolePolicy';

/**
 * What Amazon ECS needs to start a task, in lower case.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
const EXECUTION_ACTIONS: ReadonlySet<string> = new Set([
  'ecr:getauthorizationtoken',
  'ecr:batchchecklayeravailability',
  'ecr:getdownloadurlforlayer',
  'ecr:batchgetimage',
  'logs:createloggroup',
  'logs:createlogstream',
  'logs:putlogevents',
  'secretsmanager:getsecretvalue',
  'ssm:getparameters',
  'kms:decrypt',
  's3:getobject',
  's3:getbucketlocation',
]);

/** Actions that only the start of a task needs: a role without any of them is no execution role. */
const TELLING_ACTIONS = /^ecr:|^logs:create|^logs:put/;

/** The kind of an observed role, from whom it trusts and what it may do. */
export function roleKind(role: Role, partition: string): RoleKind {
  const trust = read(role.trustPolicy, 'trust', partition);
  if (trust === undefined || !trustsEcsTasksOnly(trust)) return 'Role';
  return startsTasks(role, partition) ? 'TaskExecutionRole' : 'TaskRole';
}

function trustsEcsTasksOnly({ statements }: Policy): boolean {
  const allowing = statements.filter(({ effect }) => effect === 'Allow');
  return allowing.length > 0 && allowing.every(({ principal }) => principal?.negated === false && isEcsTasks(principal.values));
}

function isEcsTasks(principals: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.keys(principals).length === 1 && principals.Service?.length === 1 && principals.Service[0] === ECS_TASKS;
}

function startsTasks({ managedPolicies, inlinePolicies }: Role, partition: string): boolean {
  if (managedPolicies.some((arn) => shortAwsPolicyName(arn) === EXECUTION_POLICY)) return true;
  if (managedPolicies.length > 0) return false;
  const policies = [...inlinePolicies.values()].map((text) => read(text, 'identity', partition));
  const actions = policies.flatMap((policy) => policy?.statements.map(({ action }) => action) ?? [undefined]);
  return (
    actions.every(
      (action) => action !== undefined && !action.negated && action.values.every((each) => EXECUTION_ACTIONS.has(each)),
    ) && actions.some((action) => action?.values.some((each) => TELLING_ACTIONS.test(each)))
  );
}

function read(text: string, kind: 'trust' | 'identity', partition: string): Policy | undefined {
  const parsed = parsePolicy(text, kind, partition, 'observed');
  return parsed.ok ? parsed.policy : undefined;
}

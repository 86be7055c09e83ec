import type { SpecContext } from '../types.ts';
import {
  fileSystem,
  key,
  logStreams,
  parameter,
  type Resource,
  repository,
  s3Bucket,
  s3Object,
  secret,
} from './grant-resources.ts';

/** One permission that a task needs to start, and where that need is stated. */
export interface Grant {
  /** Of the statement that the permission goes into; one Sid always has the same actions. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resource: string;
  /** JSON pointer to the place that needs it. */
  readonly origin: string;
}

export interface GrantProblem {
  /** JSON pointer to the value that names nothing usable. */
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

/** What can be needed: by an execution role, then by a task role. */
export type Need = keyof typeof GRANT_TABLE | keyof typeof TASK_GRANT_TABLE;

interface Rule {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resource: (value: string, context: SpecContext) => Resource | undefined;
}

const SECRET: Rule = { sid: 'Secrets', actions: ['secretsmanager:GetSecretValue'], resource: secret };

/** A parameter of this prefix stands for a secret: https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html */
const SECRET_REFERENCE = /^(?:arn:[^:]+:ssm:[^:]+:[^:]+:parameter)?\/aws\/reference\/secretsmanager\/([^:]+)(?::.*)?$/;

/**
 * What each need of an execution role is in IAM's terms, in the order in which a policy lists them.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const GRANT_TABLE = {
  images: [
    // The token is the account's, so no repository can be named: https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html
    { sid: 'EcrToken', actions: ['ecr:GetAuthorizationToken'], resource: (): Resource => ({ arn: '*' }) },
    {
      sid: 'EcrPull',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
      resource: repository,
    },
  ],
  logGroups: [{ sid: 'Logs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: logStreams }],
  createdLogGroups: [
    { sid: 'CreatedLogs', actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], resource: logStreams },
  ],
  secrets: [SECRET],
  parameters: [
    { sid: 'Parameters', actions: ['ssm:GetParameters'], resource: parameter },
    { ...SECRET, resource: referencedSecret },
  ],
  environmentFiles: [
    { sid: 'EnvironmentFiles', actions: ['s3:GetObject'], resource: s3Object },
    { sid: 'EnvironmentFileBuckets', actions: ['s3:GetBucketLocation'], resource: s3Bucket },
  ],
  kmsKeys: [{ sid: 'Keys', actions: ['kms:Decrypt'], resource: key }],
} as const satisfies Readonly<Record<string, readonly Rule[]>>;

/**
 * What mounting takes of a task role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
 */
export const TASK_GRANT_TABLE = {
  readFileSystems: [{ sid: 'FileSystems', actions: ['elasticfilesystem:ClientMount'], resource: fileSystem }],
  writtenFileSystems: [
    {
      sid: 'WrittenFileSystems',
      actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      resource: fileSystem,
    },
  ],
} as const satisfies Readonly<Record<string, readonly Rule[]>>;

const RULES = { ...GRANT_TABLE, ...TASK_GRANT_TABLE };

/**
 * The grants that one value of a need stands for, or why it stands for none.
 * Bare names mean the context's account and region.
 */
export function grantsFor(need: Need, value: string, origin: string, context: SpecContext): Grant[] | GrantProblem {
  const grants: Grant[] = [];
  const rules: readonly Rule[] = RULES[need];
  for (const { sid, actions, resource } of rules) {
    const found = resource(value, context);
    if (found === undefined) continue;
    if ('problem' in found) return { path: origin, message: found.problem };
    grants.push({ sid, actions, resource: found.arn, origin });
  }
  return grants;
}

/** The secret is referred to by its name, never by its ARN, and lies where the parameter does. */
function referencedSecret(value: string, context: SpecContext): Resource | undefined {
  const name = SECRET_REFERENCE.exec(value)?.[1];
  if (name === undefined) return undefined;
  const [prefix, partition = '', , region = '', accountId = ''] = value.split(':');
  return secret(name, prefix === 'arn' ? { partition, region, accountId } : context);
}

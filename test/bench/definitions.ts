import { CONTEXT } from './fleet.ts';

const EXECUTION_POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
const REGISTRY = `${CONTEXT.accountId}.dkr.ecr.${CONTEXT.region}.amazonaws.com`;

/** A task definition with two containers, logs, two secrets and a file system; its roles are shared once there are more than roles. */
export function fleetDefinition(index: number, roles: number): object {
  const service = `orders-${Math.floor((index % roles) / 2)}`;
  return {
    family: `orders-${index}`,
    taskRoleArn: `${service}-task`,
    executionRoleArn: `${service}-execution`,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: ['app', 'proxy'].map((name) => container(name, service)),
    volumes: [volume()],
  };
}

function container(name: string, service: string) {
  return {
    name,
    image: `${REGISTRY}/${service}-${name}:1`,
    secrets: [
      {
        name: 'DATABASE',
        valueFrom: `arn:aws:secretsmanager:${CONTEXT.region}:${CONTEXT.accountId}:secret:${service}/db-AbCdEf`,
      },
      { name: 'TOKEN', valueFrom: `/${service}/token` },
    ],
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': `/ecs/${service}`, 'awslogs-region': CONTEXT.region, 'awslogs-stream-prefix': 'ecs' },
    },
    mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
  };
}

function volume() {
  const authorizationConfig = { accessPointId: 'fsap-0123456789abcdef0', iam: 'ENABLED' };
  return {
    name: 'data',
    efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0', transitEncryption: 'ENABLED', authorizationConfig },
  };
}

/** An export of so many roles, half of them task roles and half execution roles, each with policies of its own. */
export function fleetExport(roles: number): string {
  const details = Array.from({ length: Math.ceil(roles / 2) }, (_, index) => [
    role(`orders-${index}-task`, 'Tables', taskStatements(`orders-${index}`), []),
    role(`orders-${index}-execution`, 'Start', executionStatements(`orders-${index}`), [EXECUTION_POLICY]),
  ]);
  return JSON.stringify({ RoleDetailList: details.flat(), Policies: [], UserDetailList: [], GroupDetailList: [] });
}

function role(name: string, policy: string, Statement: readonly object[], attached: readonly string[]) {
  return {
    Path: '/',
    RoleName: name,
    RoleId: `AROA${Buffer.from(name).toString('hex').toUpperCase().slice(0, 17).padEnd(17, 'X')}`,
    Arn: `arn:aws:iam::${CONTEXT.accountId}:role/${name}`,
    CreateDate: '2026-01-01T00:00:00Z',
    AssumeRolePolicyDocument: trustPolicy(),
    InstanceProfileList: [],
    RolePolicyList: [{ PolicyName: policy, PolicyDocument: { Version: '2012-10-17', Statement } }],
    AttachedManagedPolicies: attached.map((arn) => ({ PolicyName: arn.split('/').at(-1), PolicyArn: arn })),
    Tags: [],
  };
}

function trustPolicy() {
  const Condition = {
    StringEquals: { 'aws:SourceAccount': CONTEXT.accountId },
    ArnLike: { 'aws:SourceArn': `arn:aws:ecs:*:${CONTEXT.accountId}:*` },
  };
  const statement = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole', Condition };
  return { Version: '2012-10-17', Statement: [statement] };
}

function taskStatements(service: string): readonly object[] {
  const place = `${CONTEXT.region}:${CONTEXT.accountId}`;
  const tables = Array.from({ length: 12 }, (_, table) => `arn:aws:dynamodb:${place}:table/${service}-${table}`);
  return [
    { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], Resource: tables },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${service}-receipts/*` },
    {
      Effect: 'Allow',
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
      Resource: `arn:aws:elasticfilesystem:${place}:file-system/fs-0123456789abcdef0`,
    },
  ];
}

function executionStatements(service: string): readonly object[] {
  const place = `${CONTEXT.region}:${CONTEXT.accountId}`;
  return [
    {
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: `arn:aws:secretsmanager:${place}:secret:${service}/db-??????`,
    },
    { Effect: 'Allow', Action: 'ssm:GetParameters', Resource: `arn:aws:ssm:${place}:parameter/${service}/*` },
  ];
}

import fc from 'fast-check';
import type { SpecContext } from '../../../specs/types.ts';

/** Task definitions as `register-task-definition` takes them, with everything that needs a permission, and with what cannot be read. */
export function taskDefinition(context: SpecContext): fc.Arbitrary<object> {
  return fc.record(
    {
      family: fc.constantFrom('orders', 'Team_orders-2', 'a'.repeat(255)),
      executionRoleArn: fc.constantFrom(
        'orders-execution',
        `arn:${context.partition}:iam::${context.accountId}:role/ecs/a/orders-execution`,
      ),
      requiresCompatibilities: fc.subarray(['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'], { minLength: 1 }),
      containerDefinitions: fc.array(container(context), { minLength: 1, maxLength: 4 }),
      volumes: fc.array(volume(context), { maxLength: 2 }),
    },
    { requiredKeys: ['family', 'containerDefinitions'] },
  );
}

const word = fc.constantFrom('orders', 'orders-master', 'db', 'a', 'team.x', 'B_2', 'x-AbCdEf', '0');
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('/'));
const junk = fc.constantFrom(
  '<IMAGE1_NAME>',
  '${TOKEN}',
  '{{ value }}',
  'arn:',
  'a b',
  '*',
  'arn:aws:iam::111122223333:role/a',
  ':::',
);

function container(context: SpecContext): fc.Arbitrary<object> {
  return fc.record(
    {
      name: fc.constantFrom('app', 'proxy', 'a-1_b'),
      image: fc.oneof(image(context), junk, fc.constantFrom('nginx', 'amazon/agent:latest', 'public.ecr.aws/x/y:1')),
      secrets: fc
        .array(valueFrom(context), { maxLength: 4 })
        .map((values) => values.map((value, index) => ({ name: `S${index}`, valueFrom: value }))),
      repositoryCredentials: fc.record({ credentialsParameter: fc.oneof(path, secret(context)) }),
      environmentFiles: fc
        .array(object(context), { maxLength: 2 })
        .map((values) => values.map((value) => ({ type: 's3', value }))),
      logConfiguration: logConfiguration(context),
      firelensConfiguration: object(context).map((value) => ({
        type: 'fluentbit',
        options: { 'config-file-type': 's3', 'config-file-value': value },
      })),
      mountPoints: fc.constant([{ sourceVolume: 'data', containerPath: '/data' }]),
    },
    { requiredKeys: ['name'] },
  );
}

function image({ partition, region }: SpecContext): fc.Arbitrary<string> {
  const suffix = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' }[partition] ?? 'amazonaws.com';
  const account = fc.constantFrom('111122223333', '999988887777');
  const name = fc.constantFrom('orders', 'team/orders', 'a.b/c_d-e', 'team.x/orders', '0');
  const version = fc.constantFrom('', ':1', ':${TAG}', `@sha256:${'0'.repeat(64)}`);
  return fc.tuple(account, name, version).map(([id, repository, end]) => `${id}.dkr.ecr.${region}.${suffix}/${repository}${end}`);
}

function valueFrom(context: SpecContext): fc.Arbitrary<string> {
  return fc.oneof(junk, parameter(context), secret(context));
}

function place({ partition, region }: SpecContext, service: string): fc.Arbitrary<string> {
  const regions = fc.constantFrom(region ?? '', partition === 'aws' ? 'us-east-1' : (region ?? ''));
  return fc
    .tuple(regions, fc.constantFrom('111122223333', '999988887777'))
    .map(([where, account]) => `arn:${partition}:${service}:${where}:${account}`);
}

function secret(context: SpecContext): fc.Arbitrary<string> {
  const end = fc.constantFrom('', '-AbCdEf', '-AbCdEf:password::', '::AWSPREVIOUS:', ':password');
  return fc
    .tuple(place(context, 'secretsmanager'), path, end)
    .map(([start, name, version]) => `${start}:secret:${name}${version}`);
}

function parameter(context: SpecContext): fc.Arbitrary<string> {
  const name = fc.tuple(fc.constantFrom('', '/', '/aws/reference/secretsmanager/'), path).map((parts) => parts.join(''));
  const arn = fc.tuple(place(context, 'ssm'), path).map(([start, each]) => `${start}:parameter/${each}`);
  return fc.tuple(fc.oneof(name, arn), fc.constantFrom('', ':3', ':live')).map((parts) => parts.join(''));
}

function object({ partition }: SpecContext): fc.Arbitrary<string> {
  const key = fc.constantFrom('prod.env', 'a/b/prod.env', 'a*b?.env', 'a$b.env', "it's (1).env", '');
  return fc
    .tuple(fc.constantFrom('orders-config', 'b.c'), key)
    .map(([bucket, name]) => `arn:${partition}:s3:::${bucket}/${name}`);
}

function logConfiguration({ region }: SpecContext): fc.Arbitrary<object> {
  const options = fc.record(
    {
      'awslogs-group': fc.constantFrom('/ecs/orders', 'orders', '${GROUP}', 'a#b'),
      'awslogs-region': fc.constantFrom(region ?? '', region ?? '', 'nowhere'),
      'awslogs-stream-prefix': fc.constantFrom('ecs', '', 'a/b', '${PREFIX}'),
      'awslogs-create-group': fc.constantFrom('true', 'false'),
    },
    { requiredKeys: [] },
  );
  return fc.record({ logDriver: fc.constantFrom('awslogs', 'awslogs', 'json-file'), options });
}

function volume(context: SpecContext): fc.Arbitrary<object> {
  const efs = fc.constantFrom(
    { fileSystemId: 'fs-0123456789abcdef0', authorizationConfig: { iam: 'ENABLED' } },
    { fileSystemId: '${FS}', authorizationConfig: { iam: 'ENABLED' } },
  );
  const fsx = fc
    .oneof(secret(context), parameter(context))
    .map((credentialsParameter) => ({ authorizationConfig: { credentialsParameter, domain: 'x' } }));
  return fc.oneof(
    efs.map((efsVolumeConfiguration) => ({ name: 'data', efsVolumeConfiguration })),
    fsx.map((fsxWindowsFileServerVolumeConfiguration) => ({ name: 'share', fsxWindowsFileServerVolumeConfiguration })),
  );
}

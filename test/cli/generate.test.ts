import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { TaskDefinitionReader } from '../../controller/audit/ports.ts';
import { ACCOUNT, folderWith, removeFolders, run } from './console.ts';
import { DeployedAccount } from './deployed-account.ts';

afterAll(removeFolders);

function example(name: string): string {
  return fileURLToPath(new URL(`../cases/task-definitions/${name}.json`, import.meta.url));
}

const SPEC = {
  apiVersion: 'rolecall/v1',
  kind: 'TaskExecutionRole',
  metadata: { name: 'orders-execution' },
  spec: {
    grants: {
      images: ['orders-api'],
      logGroups: ['/ecs/orders'],
      secrets: ['orders/db'],
      parameters: ['/orders/api-token'],
    },
  },
};

const placed = ['--account-id', '111122223333', '--region', 'eu-west-1'];

describe('the spec of an execution role', () => {
  test('holds what the task definition needs, as YAML on standard output', async () => {
    const { status, stdout, stderr } = await run(['generate', example('orders'), ...placed]);
    expect(parse(stdout)).toMatchObject({
      ...SPEC,
      spec: { grants: { images: ['orders-api'], parameters: ['/orders/api-token'] } },
    });
    expect(stderr).toMatch(/^Note: if other task definitions use orders-execution too.*\nNote: .*kmsKeys\.\n$/);
    expect(status).toBe(0);
  });

  test('is JSON with --format json', async () => {
    const [yaml, json] = await Promise.all([
      run(['generate', example('orders'), ...placed]),
      run(['generate', example('orders'), ...placed, '--format', 'json']),
    ]);
    expect(JSON.parse(json.stdout)).toEqual(parse(yaml.stdout));
  });

  test('takes the name that is given, if a role can have it', async () => {
    const { stdout } = await run(['generate', example('orders'), ...placed, '--name', 'starter']);
    expect(parse(stdout)).toMatchObject({ metadata: { name: 'starter' } });
    const bad = await run(['generate', example('orders'), ...placed, '--name', 'a role']);
    expect(bad).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('1 to 64') });
  });

  test('makes the audit of its task definition clean of what the role cannot do', async () => {
    const { stdout } = await run(['generate', example('orders'), ...placed, '--name', 'orders-execution']);
    const specs = folderWith({ 'orders.yaml': stdout });
    const argv = ['audit', example('orders'), '--account-file', ACCOUNT, '--region', 'eu-west-1', '--format', 'json'];
    const rulesFor = async (more: readonly string[]) => {
      const report = JSON.parse((await run([...argv, ...more])).stdout);
      const findings: { rule: string; role: string }[] = report.taskDefinitions[0].findings;
      return findings.filter(({ role }) => role === 'orders-execution').map(({ rule }) => rule);
    };
    expect(await rulesFor([])).toContain('ExecutionPermissionMissing');
    expect(await rulesFor(['--specs', specs])).toEqual(['RoleDrifted']);
  });
});

describe('where the task definition is', () => {
  test.each(['billing-described', 'web-registered'])('%s says itself, so nothing else is asked for', async (name) => {
    const { status, stdout } = await run(['generate', example(name)]);
    expect(parse(stdout)).toMatchObject({ kind: 'TaskExecutionRole' });
    expect(status).toBe(0);
  });

  test('its role says, and the environment names the region', async () => {
    const role = 'arn:aws-cn:iam::111122223333:role/ecs/orders-execution';
    const image = '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/orders';
    const value = { family: 'orders', executionRoleArn: role, containerDefinitions: [{ name: 'app', image }] };
    const given = { stdin: JSON.stringify(value), env: { AWS_REGION: 'cn-north-1' } };
    const { status, stdout } = await run(['generate', '-'], given);
    expect(parse(stdout)).toMatchObject({
      metadata: { name: 'orders-execution' },
      spec: { path: '/ecs/', grants: { images: ['orders'] } },
    });
    expect(status).toBe(0);
  });

  test('its role says which partition it is in, also where no region is known', async () => {
    const role = 'arn:aws-cn:iam::111122223333:role/orders-execution';
    const image = '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/orders';
    const value = { family: 'orders', executionRoleArn: role, containerDefinitions: [{ name: 'app', image }] };
    const { stdout } = await run(['generate', '-'], { stdin: JSON.stringify(value) });
    const own = 'arn:${AWS::Partition}:ecr:cn-north-1:${AWS::AccountId}:repository/orders';
    expect(parse(stdout)).toMatchObject({ spec: { grants: { images: [own] } } });
  });

  test('an export says the account, and the task definition the region', async () => {
    const { stdout } = await run(['generate', example('billing-described'), '--account-file', ACCOUNT]);
    expect(parse(stdout)).toMatchObject({ spec: { grants: { images: ['billing-worker'] } } });
  });

  test('an exported account says', async () => {
    const { status, stdout } = await run(['generate', example('orders'), '--account-file', ACCOUNT, '--region', 'eu-west-1']);
    expect(parse(stdout)).toMatchObject({ spec: { grants: { images: ['orders-api'] } } });
    expect(status).toBe(0);
  });

  test('nothing says, so it is said what to pass', async () => {
    const { status, stdout, stderr } = await run(['generate', example('orders')]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/--account-id .*--region/);
  });

  test('a missing region leaves out what it is needed for, which is said in the spec as well', async () => {
    const { status, stdout, stderr } = await run(['generate', example('orders'), '--account-id', '111122223333']);
    expect(stderr).toMatch(/^Left out: .*--region/);
    expect(stdout).toMatch(/^# Left out: .*--region.*\napiVersion: rolecall\/v1\n/);
    expect(status).toBe(1);
  });
});

describe('several task definitions', () => {
  test('get one role that starts them all', async () => {
    const { status, stdout } = await run([
      'generate',
      example('orders'),
      example('billing-described'),
      '--name',
      'starter',
      ...placed,
    ]);
    expect(parse(stdout)).toMatchObject({
      metadata: { name: 'starter' },
      spec: { grants: { images: ['billing-worker', 'orders-api'] } },
    });
    expect(status).toBe(0);
  });

  test('of two accounts get none', async () => {
    const other = {
      family: 'x',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:444455556666:task-definition/x:1',
      containerDefinitions: [{ name: 'x', image: 'x' }],
    };
    const { status, stdout, stderr } = await run(
      ['generate', example('orders'), '-', '--region', 'eu-west-1', '--account-id', '111122223333'],
      {
        stdin: JSON.stringify(other),
      },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('444455556666');
  });
});

describe('a live task definition', () => {
  const described = {
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:7',
    family: 'orders',
    revision: 7,
    containerDefinitions: [{ name: 'app', image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders-api:1' }],
  };
  const taskDefinitions: TaskDefinitionReader = {
    describe: async (reference) =>
      reference === 'orders:7'
        ? { described: true, value: { taskDefinition: described } }
        : { described: false, reason: 'There is no such task definition.' },
    listCurrent: async () => [],
  };
  const { connect } = new DeployedAccount({ taskDefinitions });

  test('is asked of Amazon ECS, and nothing of IAM', async () => {
    const { status, stdout } = await run(['generate', 'orders:7'], { connect });
    expect(parse(stdout)).toMatchObject({ metadata: { name: 'orders-execution' }, spec: { grants: { images: ['orders-api'] } } });
    expect(status).toBe(0);
  });

  test('that is unknown is said to be so', async () => {
    const { status, stdout, stderr } = await run(['generate', 'orders:8'], { connect });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('orders:8 could not be described: There is no such task definition.');
  });
});

describe('a file that is of no use is one message with its place', () => {
  test.each<[string, string, RegExp]>([
    ['no JSON', '{\n  "family": }', /x\.json:2:13: error: The file is no JSON/],
    ['another JSON', '{"a":1}', /x\.json:1:1: error: .*no task definition/],
    ['nothing', '', /is empty/],
  ])('%s', async (_, content, message) => {
    const folder = folderWith({ 'x.json': content });
    const { status, stdout, stderr } = await run(['generate', `${folder}/x.json`, ...placed]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('bug');
  });

  test('a file that does not exist', async () => {
    const { status, stderr } = await run(['generate', 'nope.json', ...placed]);
    expect(stderr).toContain('nope.json does not exist');
    expect(status).toBe(1);
  });
});

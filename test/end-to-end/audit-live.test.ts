import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../cli/console.ts';
import { accountWith } from '../reconciler/given.ts';
import { startWire, type WireServer } from '../wire/server.ts';
import { type EcsServer, startEcs } from './ecs-server.ts';

const ACCOUNT = '111122223333';
const FAMILIES = Array.from({ length: 20 }, (_, index) => `family-${index}`);
const environment = { ...process.env };
let iam: WireServer;
let ecs: EcsServer;

function definition(family: string) {
  return {
    taskDefinitionArn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/${family}:4`,
    family,
    revision: 4,
    taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/${family}`,
    containerDefinitions: [{ name: 'app', image: 'nginx:1' }],
  };
}

beforeAll(async () => {
  iam = await startWire(accountWith(FAMILIES.map((name) => ({ name }))), ACCOUNT, { pageSize: 8 });
  ecs = await startEcs([...FAMILIES, 'lost'], new Map(FAMILIES.map((family) => [family, definition(family)])));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: iam.endpoint,
    AWS_ENDPOINT_URL_ECS: ecs.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
});

afterAll(async () => {
  process.env = environment;
  await Promise.all([iam.close(), ecs.close()]);
});

test('--all through the SDK: every family, one description each, bulk reads of IAM, and what cannot be described is no pass', async () => {
  const { status, stdout } = await run(['audit', '--all', '--region', 'eu-west-1', '--format', 'json']);
  const report = JSON.parse(stdout);
  expect(report.taskDefinitions.map(({ family }: { family: string }) => family).sort()).toEqual([...FAMILIES, 'lost'].sort());
  const findings: { rule: string }[] = report.taskDefinitions.flatMap((audited: { findings: object[] }) => audited.findings);
  expect(findings.map(({ rule }) => rule)).toEqual(['NotDescribed']);
  expect(status).toBe(1);
  const described = ecs.calls.filter((call) => call.startsWith('DescribeTaskDefinition') && !call.includes('lost'));
  expect(described.sort()).toEqual(FAMILIES.map((family) => `DescribeTaskDefinition ${family}`).sort());
  expect([...iam.calls.keys()].sort()).toEqual(['GetAccountAuthorizationDetails', 'GetCallerIdentity', 'ListRoles']);
});

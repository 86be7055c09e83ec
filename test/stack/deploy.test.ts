import { spawnSync } from 'node:child_process';
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetRolePolicyCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policyOf } from '../evaluation/cases.ts';
import { checkout } from './checkout.ts';
import { makeDropped } from './dropped.ts';
import { ask } from './permissions.ts';
import { type Server, startServer } from './server.ts';
import { propertiesOf, type Resource, resolved } from './template.ts';

/** moto's own. */
const ACCOUNT = '123456789012';
const PATIENCE = 180_000;

const elsewhere = checkout();
let server: Server;
let settings: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  server = await startServer();
  const credentials = { accessKeyId: 'nobody', secretAccessKey: 'nothing' };
  settings = { endpoint: server.endpoint, region: 'us-east-1', credentials };
}, PATIENCE);

afterAll(async () => {
  await server?.stop();
  elsewhere.remove();
});

/** `npm run deploy` and `npm run remove`. */
function run(verb: 'deploy' | 'remove'): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/deploy.mjs', verb], {
    cwd: elsewhere.folder,
    env: server.environment,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${verb} failed:\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** The names that moto gave the stack's resources. */
async function generatedNames(): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(server.endpoint, {
    method: 'POST',
    headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=nobody/20260101/us-east-1/cloudformation/aws4_request' },
    body: new URLSearchParams({ Action: 'ListStackResources', StackName: 'rolecall', Version: '2010-05-15' }),
  });
  const members = (await answer.text()).split('<member>').slice(1);
  const field = (member: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(member)?.[1] ?? '';
  return Object.fromEntries(members.map((member) => [field(member, 'LogicalResourceId'), field(member, 'PhysicalResourceId')]));
}

describe('In a new, empty account', () => {
  let stack: Readonly<Record<string, Resource>>;

  test(
    'one command makes the stack',
    async () => {
      expect(run('deploy')).toContain('Service deployed to stack rolecall');
      const generated = await generatedNames();
      stack = resolved({}, undefined, { account: ACCOUNT, region: 'us-east-1', generated });
      const made = await makeDropped(server.endpoint, stack);
      const missing = Object.keys(stack).filter((id) => !(id in generated) && !made.includes(id));
      console.log(
        `Made by API, as moto's CloudFormation leaves it out:\n  ${made.join('\n  ')}\nAsserted from the template only:\n  ${missing.join('\n  ')}`,
      );
      expect(made).toContain('OwnSpecBucket: events');
    },
    PATIENCE,
  );

  test("the controller's role holds the policies of the template, and can look but not write", async () => {
    const iam = new IAMClient(settings);
    const documents = ['account', 'deployment'].map(async (PolicyName) => {
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName: 'rolecall-reconcile', PolicyName }));
      // moto keeps what CloudFormation gives it as Python prints it, and AWS::NoValue stays in it.
      const text = decodeURIComponent(PolicyDocument).replaceAll("'", '"').replaceAll(', None', '');
      return { name: PolicyName, policy: policyOf(JSON.parse(text), 'identity') };
    });
    const policies = await Promise.all(documents);
    const role = `arn:aws:iam::${ACCOUNT}:role/ecs/orders`;
    expect(ask(policies, { action: 'iam:GetRole', resource: role })).toBe('allowed');
    expect(ask(policies, { action: 'iam:TagRole', resource: role })).toBe('denied');
    const queue = `arn:aws:sqs:us-east-1:${ACCOUNT}:rolecall-requests`;
    expect(ask(policies, { action: 'sqs:SendMessage', resource: queue })).toBe('allowed');
  });

  test('the command line finds the deployment, and the kill switch is off', async () => {
    const ssm = new SSMClient(settings);
    const value = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value ?? '';
    const variables = propertiesOf('ReconcileLambdaFunction', stack).Environment.Variables;
    expect(JSON.parse(await value('/rolecall/deployment'))).toEqual({
      queueUrl: variables.ROLECALL_QUEUE_URL,
      state: variables.ROLECALL_STATE,
      specs: [variables.ROLECALL_SPECS],
      killSwitch: '/rolecall/kill-switch',
      audits: propertiesOf('AuditLambdaFunction', stack).Environment.Variables.ROLECALL_AUDITS,
      alerts: propertiesOf('NotifyLambdaFunction', stack).Environment.Variables.ROLECALL_ALERTS,
      reports: propertiesOf('ReportLambdaFunction', stack).Environment.Variables.ROLECALL_REPORTS,
    });
    expect(await value('/rolecall/kill-switch')).toBe('enforce');
  });

  test('the rules have the targets of the template', async () => {
    const events = new EventBridgeClient(settings);
    const { Rules = [] } = await events.send(new ListRulesCommand({}));
    expect(Rules.map(({ Name }) => Name).sort()).toEqual([
      'rolecall-iam-changes',
      'rolecall-role-overrides',
      'rolecall-specs-in-s3',
      'rolecall-state-changes',
      'rolecall-task-definitions',
    ]);
    const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: 'rolecall-iam-changes' }));
    expect(Targets).toEqual(propertiesOf('IamChanges', stack).Targets);
  });

  test(
    'a spec that is put into the bucket reaches the queue',
    async () => {
      const s3 = new S3Client({ ...settings, forcePathStyle: true });
      const { Bucket } = propertiesOf('OwnSpecBucketPolicy', stack);
      await s3.send(new PutObjectCommand({ Bucket, Key: 'orders.yaml', Body: 'kind: Role' }));
      const sqs = new SQSClient(settings);
      const QueueUrl = `${server.endpoint}/${ACCOUNT}/rolecall-requests`;
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
      // moto matches the events of S3, but does not transform them.
      expect(Messages.map(({ Body = '' }) => JSON.parse(Body).detail.object.key)).toEqual(['orders.yaml']);
    },
    PATIENCE,
  );

  test(
    'a state that is written wakes the telling, and what the telling itself writes does not',
    async () => {
      const s3 = new S3Client({ ...settings, forcePathStyle: true });
      const { Bucket } = propertiesOf('StateBucketPolicy', stack);
      const keys = ['alerts/state.json.gz', 'reports/latest.html', 'audits/cache/specs.json.gz', 'controller/state.json.gz'];
      for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
      const sqs = new SQSClient(settings);
      const QueueUrl = `${server.endpoint}/${ACCOUNT}/rolecall-notices`;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }),
      );
      // moto hands on S3's event as it came, not the constant that the rule says.
      expect(Messages.map(({ Body = '' }) => JSON.parse(Body).detail.object.key)).toEqual(['controller/state.json.gz']);
    },
    PATIENCE,
  );

  test('the same command again changes nothing', () => expect(run('deploy')).toContain('No changes to deploy'), PATIENCE);

  test(
    'removing leaves the buckets, and nothing that acts',
    async () => {
      expect(run('remove')).toContain('successfully removed');
      const [iam, s3, sqs, events] = [
        new IAMClient(settings),
        new S3Client({ ...settings, forcePathStyle: true }),
        new SQSClient(settings),
        new EventBridgeClient(settings),
      ];
      expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
      expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
      expect((await events.send(new ListRulesCommand({}))).Rules).toEqual([]);
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      expect(Buckets.map(({ Name = '' }) => Name.split('-')[1]).sort()).toEqual(['ownspecbucket', 'statebucket', 'trailbucket']);
    },
    PATIENCE,
  );
});

import { gzipSync } from 'node:zlib';
import { GetObjectCommand, type GetObjectCommandOutput, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect } from '@jest/globals';
import type { Fault, SlackRequest } from '../slack/slack-server.ts';
import { janeIn } from './events.ts';
import { everythingWritten } from './everywhere.ts';
import type { WorldOptions } from './installation.ts';
import { CREDENTIALS, FULL_OF_SECRETS, PLANTED } from './planted.ts';
import { backdoor, createAdmin } from './roles.ts';
import { established, scenario } from './scenario.ts';
import { localSlack, putSlackSecret, telling } from './slack.ts';
import { spec } from './specs.ts';
import { ecsCall, register, registration, tellEcs } from './task-definitions.ts';
import type { World } from './world.ts';

const slack = await localSlack();
const toSlack: SlackRequest[] = [];

beforeEach(() => {
  slack.forget();
  toSlack.length = 0;
  slack.onRequest = (request) => toSlack.push(request);
});

function options(opener: 'webhook' | 'token'): WorldOptions {
  const { environment, parameters } = telling(slack, opener);
  const topic = 'sns:arn:aws:sns:us-east-1:${AWS::AccountId}:rolecall-alerts';
  return {
    environment: { ...environment, ...CREDENTIALS },
    parameters: { ...parameters, SpecParameterPath: '/roles' },
    guards: { routes: [{ channel: opener === 'token' ? '#alerts' : 'default' }, { channel: topic }] },
  };
}

/** Somebody changes a role while the kill switch holds what is no mode. */
async function tampered(world: World): Promise<void> {
  await world.setKillSwitch('planted-kill-switch' as 'observe');
  await world.putSpecParameter('/roles/secret', 'planted-spec-parameter', 'SecureString');
  await backdoor(world, 'orders');
  const jane = { ...janeIn(world.accountId), accessKeyId: 'planted-access-key' };
  const parameters = { roleName: 'orders', policyName: 'Backdoor', policyDocument: 'planted-policy-document' };
  await world.tell('PutRolePolicy', parameters, jane, {
    userAgent: 'planted-user-agent',
    responseElements: { key: 'planted-key' },
  });
  await world.deliver();
}

/** Somebody registers what is full of secrets, and runs it with another role and more of them. */
async function registeredAndRun(world: World): Promise<void> {
  await createAdmin(world, 'admin');
  const registered = await register(world, 'orders-task', { ...FULL_OF_SECRETS, taskRoleArn: 'admin' });
  await tellEcs(world, registration(world, registered));
  const containerOverrides = [{ name: 'app', environment: [{ name: 'TOKEN', value: 'planted-override' }] }];
  const requestParameters = { taskDefinition: 'orders-task', overrides: { taskRoleArn: 'admin', containerOverrides } };
  await tellEcs(world, ecsCall(world, 'RunTask', { awsRegion: 'us-east-1', requestParameters }));
  await world.workers.audit.deliverAll();
}

/** What Slack, or whatever stands between, may answer that echoes the secret; of the last one a third attempt makes up for two. */
const ECHOES: readonly Fault[] = [
  { kind: 'refused', word: 'xoxb-planted-echo' },
  { kind: 'refused', word: 'planted-echo' },
  { kind: 'garbage', word: 'xoxb-planted-page' },
  { kind: 'status', status: 400 },
  { kind: 'status', status: 500 },
];

/** What the functions keep. */
const KEPT = ['controller/state.json.gz', 'audits/index.json.gz', 'alerts/state.json.gz', 'reports/latest.json'];

/** Somebody puts secrets in the place of all that is kept; nobody can work until it is put back. */
async function damaged(world: World, work: () => Promise<void>): Promise<void> {
  const { s3 } = world.clients;
  const Bucket = world.stack.physicalNames.get('StateBucket');
  const before = await Promise.all(KEPT.map(async (Key) => bytesOf(await s3.send(new GetObjectCommand({ Bucket, Key })))));
  const put = (bodyOf: (index: number) => Uint8Array) =>
    Promise.all(KEPT.map((Key, index) => s3.send(new PutObjectCommand({ Bucket, Key, Body: bodyOf(index) }))));
  await put(() => gzipSync('planted-damage'));
  await work();
  await put((index) => before[index] ?? new Uint8Array());
}

async function bytesOf({ Body }: GetObjectCommandOutput): Promise<Uint8Array> {
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/** Each function fails, and what woke the telling, whatever it was, is a dead letter in the end. */
async function allFail({ workers: { reconcile, audit, notify, report } }: World): Promise<void> {
  for (const { strike } of [reconcile, audit, notify]) await strike();
  const runs = [
    await reconcile.deliver(),
    await audit.deliver(),
    await report.invoke({ rolecall: 'report', at: '2026-01-01T00:00:00Z' }),
  ];
  expect(runs.map(({ outcome }) => outcome?.result)).toEqual(['failed', 'failed', 'failed']);
  await notify.send('orders');
  while ((await notify.queue()).visible > 0) await notify.deliver();
}

/** The telling is told at last, by Slack's secret, and the report said. @param messages that tell it */
async function toldAmidEchoes(world: World, secret: string, messages: number): Promise<void> {
  const { notify, report } = world.workers;
  await putSlackSecret(world, 'planted-no-secret-of-slacks');
  await notify.deliver();
  await putSlackSecret(world, secret);
  for (const echo of ECHOES) {
    slack.faults.push(echo, echo);
    await notify.strike();
    await notify.deliver();
  }
  expect(slack.taken).toHaveLength(messages);
  await report.invoke({ rolecall: 'report' });
  expect(slack.taken).toHaveLength(messages + 1);
}

/** Where what is no secret is found, so that a secret would be. */
const OF_ROLES = [
  ...['events, log and outcomes of reconcile', 's3:PutObject of reconcile', 's3:PutObject of notify', 's3:PutObject of report'],
  ...['sns:Publish of notify', 'events:PutEvents of notify', 'events:PutEvents of report', 'a message to Slack'],
  ...['object controller/state.json.gz', 'object alerts/state.json.gz'],
  ...['object reports/latest.json', 'object reports/latest.html'],
];
const OF_TASK_DEFINITIONS = [
  ...['events, log and outcomes of audit', 's3:PutObject of audit', 'object audits/us-east-1/orders-task/1.json'],
  'queue rolecall-notices-dead',
];

/** No secret is anywhere, and what is no secret is. */
async function expectNoSecret(world: World, places: readonly string[]): Promise<void> {
  const written = await everythingWritten(world, toSlack);
  const secrets = written.flatMap(([place, text]) => (text.match(PLANTED) ?? []).map((secret) => `${secret} in ${place}`));
  expect([...new Set(secrets)]).toEqual([]);
  const found = written.filter(([, text]) => text.includes('orders')).map(([place]) => place);
  expect(found).toEqual(expect.arrayContaining([...places]));
}

describe('No secret that is planted anywhere is in a log, a state, a queue, a report or a message', () => {
  scenario('where a bot token opens Slack, and nothing that is kept can be read in the end', options('token'), async (world) => {
    await established(world, { 'orders.yaml': spec('orders') });
    await tampered(world);
    await registeredAndRun(world);
    slack.tokens.add('xoxb-planted-token');
    await toldAmidEchoes(world, 'xoxb-planted-token', 2);
    await damaged(world, () => allFail(world));
    await expectNoSecret(world, [...OF_ROLES, ...OF_TASK_DEFINITIONS]);
  });

  scenario('where a webhook does', options('webhook'), async (world) => {
    await established(world, { 'orders.yaml': spec('orders') });
    await tampered(world);
    await toldAmidEchoes(world, slack.webhook('planted-webhook'), 1);
    await expectNoSecret(world, OF_ROLES);
  });
});

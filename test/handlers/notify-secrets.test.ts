import { inspect } from 'node:util';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { channelsOnUse } from '../../handlers/channels/channels-on-use.ts';
import { type Fault, SlackServer } from '../slack/slack-server.ts';
import { Deployment } from './notify-doubles.ts';

const TOKEN = 'xoxb-1-planted-token';
const HOOK = 'T0/B0/planted-webhook';
const TOPIC = 'sns:arn:aws:sns:eu-west-1:111122223333:rolecall-alerts';

const server = new SlackServer();
const [ssm, sns, events] = [mockClient(SSMClient), mockClient(SNSClient), mockClient(EventBridgeClient)];

beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.forget();
  server.channels.add('#iam-drift');
  for (const client of [ssm, sns, events]) client.reset();
  events.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(() => ({ EventId: 'e' })) }));
});

/** A tampered role, and channels as they are on AWS. @param alertChannel where people are told */
async function tampered(alertChannel: string | undefined = '#iam-drift'): Promise<Deployment> {
  const deployment = await Deployment.settled();
  await deployment.tamper();
  const settings = { slackSecret: '/rolecall/slack', alertChannel, eventBus: 'default', slackApiUrl: `${server.address}/api/` };
  const client = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  deployment.liveChannels = channelsOnUse(settings, { ssm: async () => new SSMClient(client) }, client);
  return deployment;
}

/** All that could be seen of it, with every secret in it. */
async function plantedIn({ lines, metrics, alerts }: Deployment): Promise<readonly string[]> {
  const seen = inspect([lines, metrics, (await alerts.read())?.value], { depth: null, showHidden: true, maxStringLength: null });
  return seen.match(/\S*(planted|xoxb-\w)\S*/g) ?? [];
}

const failing = ({ lines }: Deployment) => lines.filter(([, message]) => message === 'channel failed');

const secretOf = (kind: 'bot' | 'webhook') => (kind === 'bot' ? TOKEN : server.webhook(HOOK));

describe.each(['bot', 'webhook'] as const)('Of a %s’s secret nothing is seen', (kind) => {
  const echo = () => `${TOKEN} ${server.address}/services/${HOOK}`;

  test.each<[string, () => readonly Fault[]]>([
    ['refuses it', () => []],
    ...[400, 401, 403, 404, 410, 500, 503].map(
      (status) => [`answers ${status}`, () => Array(8).fill({ kind: 'status', status })] as [string, () => readonly Fault[]],
    ),
    ['repeats it as an error', () => Array(8).fill({ kind: 'refused', word: echo() })],
    ['repeats the token as an error', () => Array(8).fill({ kind: 'refused', word: TOKEN })],
    ['repeats it in no answer at all', () => Array(8).fill({ kind: 'garbage', word: echo() })],
    ['asks for patience', () => Array(8).fill({ kind: 'rateLimited', seconds: 600 })],
    ['breaks the connection', () => Array(8).fill({ kind: 'closed', taken: false })],
  ])('when Slack %s', async (_, faults) => {
    const deployment = await tampered();
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: secretOf(kind) } });
    server.webhooks.clear();
    server.faults.push(...faults());
    await deployment.wake();
    expect(failing(deployment)).toHaveLength(1);
    expect(await plantedIn(deployment)).toEqual([]);
  });

  test.each([
    'ParameterNotFound',
    'AccessDeniedException',
    'ThrottlingException',
    'InternalServerError',
    'InvalidKeyId',
    'Error',
  ])('when SSM answers %s and repeats it', async (name) => {
    const deployment = await tampered();
    const message = `The value ${secretOf(kind)} cannot be read.`;
    ssm
      .on(GetParameterCommand)
      .rejects(
        name === 'Error' ? new Error(message) : new SSMServiceException({ name, message, $fault: 'client', $metadata: {} }),
      );
    await deployment.wake();
    expect(failing(deployment)).toHaveLength(1);
    expect(await plantedIn(deployment)).toEqual([]);
  });

  test('when it is not of the form that a secret has', async () => {
    const deployment = await tampered();
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: ` "${secretOf(kind)}" planted` } });
    await deployment.wake();
    expect(failing(deployment)).toHaveLength(1);
    expect(await plantedIn(deployment)).toEqual([]);
  });

  test('when all is well', async () => {
    const deployment = await tampered();
    server.tokens.add(TOKEN);
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: secretOf(kind) } });
    await deployment.wake();
    expect(server.taken).toHaveLength(1);
    expect(JSON.stringify(server.taken)).not.toMatch(kind === 'bot' ? /planted|xoxb/ : /xoxb/);
    expect(await plantedIn(deployment)).toEqual([]);
  });
});

describe('A secret', () => {
  test('is not read where there is nothing to say, nor for other channels', async () => {
    sns.on(PublishCommand).resolves({});
    const deployment = await tampered(TOPIC);
    await deployment.wake();
    await deployment.wake();
    expect(sns.commandCalls(PublishCommand)).toHaveLength(1);
    expect(events.commandCalls(PutEventsCommand)).toHaveLength(1);
    expect(ssm.commandCalls(GetParameterCommand)).toHaveLength(0);
  });

  test('is kept from run to run', async () => {
    const deployment = await tampered();
    server.tokens.add(TOKEN);
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: TOKEN } });
    await deployment.wake();
    await deployment.correct();
    await deployment.wake();
    expect(server.taken).toHaveLength(2);
    expect(ssm.commandCalls(GetParameterCommand)).toHaveLength(1);
  });

  test('that was changed is in use with the next message, without a deployment', async () => {
    const deployment = await tampered();
    server.tokens.add(TOKEN);
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: TOKEN } });
    await deployment.wake();
    server.tokens.clear();
    server.tokens.add('xoxb-2-planted');
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'xoxb-2-planted' } });
    await deployment.correct();
    await deployment.wake();
    expect(server.taken).toHaveLength(2);
    expect(server.taken[1]?.thread).toBe(server.taken[0]?.ts);
    expect(failing(deployment)).toEqual([]);
  });
});

describe('A message', () => {
  const LATEST = 'https://eu-west-1.console.aws.amazon.com/s3/object/state?region=eu-west-1&prefix=reports/latest.html';

  test.each([true, false])('links to the newest report in the console only where there is one: %s', async (hasReport) => {
    const deployment = await tampered();
    deployment.hasReport = hasReport;
    server.tokens.add(TOKEN);
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: TOKEN } });
    await deployment.wake();
    expect(server.taken).toHaveLength(1);
    expect(JSON.stringify(server.taken).includes(LATEST)).toBe(hasReport);
  });
});

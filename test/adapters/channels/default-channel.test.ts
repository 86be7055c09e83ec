import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { openChannels } from '../../../adapters/channels/open-channels.ts';
import { SsmSecret } from '../../../adapters/channels/ssm-secret.ts';
import type { Wording } from '../../../adapters/channels/wording.ts';
import type { Notice } from '../../../controller/alerts/alert.ts';
import type { Sent } from '../../../controller/alerts/alert-ports.ts';
import { SlackServer } from '../../slack/slack-server.ts';
import { BILLING, ONE_BY_ONE, ORDERS, patience, pending } from './messages.ts';

const server = new SlackServer();
const ssm = mockClient(SSMClient);
const TOKEN = 'xoxb-1-token';
const RESOLVED: Notice = { ...ORDERS, kind: 'resolved' };

beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.forget();
  server.tokens.add(TOKEN);
  for (const channel of ['#old', '#new']) server.channels.add(channel);
  ssm.reset();
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: TOKEN } });
});

async function sendToDefault(defaultChannel: string, threads: Readonly<Record<string, string>>, ...notices: readonly Notice[]) {
  const channels = openChannels({
    secret: new SsmSecret(async () => new SSMClient({ region: 'eu-west-1' }), '/rolecall/slack'),
    defaultChannel,
    eventBus: undefined,
    client: {},
    wording: ONE_BY_ONE as Wording,
    patience: patience(),
    slack: { url: `${server.address}/api/`, timeout: 300 },
  });
  const channel = await channels.open('default');
  return (await channel?.send(pending(...notices), threads)) as Sent;
}

const said = () => server.taken.map(({ channel, thread }) => ({ channel, thread }));
const threadsOf = (sent: Sent) => (sent.sent ? sent.threads : (sent.said?.threads ?? {}));

test('The default channel replies to its own message', async () => {
  const opened = await sendToDefault('#old', {}, ORDERS);
  await sendToDefault('#old', threadsOf(opened), RESOLVED);
  expect(said()[1]).toEqual({ channel: '#old', thread: server.taken[0]?.ts });
});

test('Another default channel is told in a message of its own, for Slack may take a reply to a message of another channel and show it nowhere', async () => {
  const opened = await sendToDefault('#old', {}, ORDERS);
  await sendToDefault('#new', threadsOf(opened), RESOLVED);
  expect(said()[1]).toEqual({ channel: '#new', thread: null });
});

test('What was said before a channel failed is replied to where it was said', async () => {
  server.faults.push({ kind: 'none' }, { kind: 'refused', word: 'is_archived' });
  const opened = await sendToDefault('#old', {}, ORDERS, BILLING);
  expect(opened).toMatchObject({ sent: false });
  await sendToDefault('#old', threadsOf(opened), RESOLVED);
  await sendToDefault('#new', threadsOf(opened), RESOLVED);
  const thread = server.taken[0]?.ts;
  expect(said().slice(1)).toEqual([
    { channel: '#old', thread },
    { channel: '#new', thread: null },
  ]);
});

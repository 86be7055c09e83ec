import { inspect } from 'node:util';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { openChannels } from '../../../adapters/channels/open-channels.ts';
import { SsmSecret } from '../../../adapters/channels/ssm-secret.ts';
import type { Wording } from '../../../adapters/channels/wording.ts';
import type { Notice } from '../../../controller/alerts/alert.ts';
import { type Fault, SlackServer } from '../../slack/slack-server.ts';
import { BILLING, ONE_BY_ONE, ORDERS, patience, pending } from './messages.ts';

const server = new SlackServer();
const ssm = mockClient(SSMClient);
const TOKEN = 'xoxb-1-planted-token';
const HOOK = 'T0/B0/planted-webhook';

beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.forget();
  server.tokens.add(TOKEN);
  ssm.reset();
});

function holds(Value: string): void {
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value } });
}

interface Differences {
  readonly defaultChannel?: string;
  readonly time?: ReturnType<typeof patience>;
  readonly threads?: Readonly<Record<string, string>>;
  readonly secret?: SsmSecret;
}

const newSecret = (clock?: () => number) =>
  new SsmSecret(async () => new SSMClient({ region: 'eu-west-1' }), '/rolecall/slack', clock);

async function send(
  name: string,
  notices: readonly Notice[],
  { defaultChannel, time = patience(), threads = {}, secret }: Differences = {},
) {
  const channels = openChannels({
    secret: secret ?? newSecret(),
    defaultChannel,
    eventBus: undefined,
    client: {},
    wording: ONE_BY_ONE as Wording,
    patience: time,
    slack: { url: `${server.address}/api/`, timeout: 300 },
  });
  const channel = await channels.open(name);
  return channel?.send(pending(...notices), threads);
}

const said = () => server.taken.map(({ channel, thread, text }) => ({ channel, thread, text }));

describe('A webhook', () => {
  test('takes what is for any channel', async () => {
    holds(server.webhook(HOOK));
    expect(await send('#whichever', [ORDERS])).toEqual({ sent: true, threads: {} });
    expect(said()).toEqual([{ channel: `/services/${HOOK}`, thread: null, text: 'orders' }]);
  });

  test('never hears of threads', async () => {
    holds(server.webhook(HOOK));
    await send('default', [ORDERS], { threads: { [ORDERS.violation.key]: '1.1' } });
    expect(said()).toEqual([{ channel: `/services/${HOOK}`, thread: null, text: 'orders' }]);
  });

  test('is found by the name of the channel, with its # or without, else the default one is', async () => {
    holds(JSON.stringify({ '#orders': server.webhook('1'), billing: server.webhook('2'), default: server.webhook('3') }));
    for (const name of ['#orders', '#billing', '#other', 'default']) await send(name, [ORDERS]);
    expect(server.taken.map(({ channel }) => channel)).toEqual(['/services/1', '/services/2', '/services/3', '/services/3']);
  });
});

describe('A bot', () => {
  test('posts to the channel of the route, and to the deployment’s own by default', async () => {
    holds(TOKEN);
    server.channels.add('#orders');
    await send('#orders', [ORDERS]);
    await send('default', [ORDERS], { defaultChannel: '#alerts' });
    expect(server.taken.map(({ channel }) => channel)).toEqual(['#orders', '#alerts']);
  });

  test('tells in which message what was opened, and replies there', async () => {
    holds(TOKEN);
    const sent = await send('#alerts', [ORDERS]);
    expect(sent).toEqual({ sent: true, threads: { [ORDERS.violation.key]: server.taken[0]?.ts } });
    await send('#alerts', [{ ...ORDERS, kind: 'resolved' }], sent?.sent ? { threads: sent.threads } : {});
    expect(server.taken[1]?.thread).toBe(server.taken[0]?.ts);
  });

  test('says it in the channel where the message to reply to is gone', async () => {
    holds(TOKEN);
    expect(await send('#alerts', [ORDERS], { threads: { [ORDERS.violation.key]: '1.1' } })).toMatchObject({ sent: true });
    expect(said()).toEqual([{ channel: '#alerts', thread: null, text: 'orders' }]);
  });
});

test.each([
  ['bot', () => TOKEN, { parse: 'none', link_names: 'false', unfurl_links: 'false', unfurl_media: 'false' }],
  ['webhook', () => server.webhook(HOOK), { link_names: false, unfurl_links: false, unfurl_media: false }],
])('Slack is asked to make no links, mentions or previews of what a %s sends', async (_, secret, asked) => {
  holds(secret());
  let body = '';
  server.onRequest = (request) => {
    body = request.body;
  };
  await send('#alerts', [ORDERS]);
  expect(body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))).toMatchObject(asked);
});

/** It was taken, and nobody was told so. */
const UNANSWERED: Fault = { kind: 'closed', taken: true };

const SECRETS = { webhook: () => server.webhook(HOOK), bot: () => TOKEN };

describe.each(['webhook', 'bot'] as const)('Through a %s', (kind) => {
  const sendAll = (faults: readonly Fault[], time = patience()) => {
    holds(SECRETS[kind]());
    server.faults.push(...faults);
    return send('#alerts', [ORDERS], { time });
  };
  const failing = (status: number): Fault => ({ kind: 'status', status });

  test.each<[string, readonly Fault[]]>([
    ['failures', [failing(500), failing(503), failing(502)]],
    ['a connection that breaks', [{ kind: 'closed', taken: false }]],
    ['silence', [{ kind: 'slow', taken: false }]],
    ['an answer that is not Slack’s', [{ kind: 'garbage', word: '<html>' }]],
  ])('%s is tried again', async (_, faults) => {
    expect(await sendAll(faults)).toMatchObject({ sent: true });
    expect(said()).toHaveLength(1);
  });

  test.each<[string, readonly Fault[], number]>([
    ['is tried once more only', [UNANSWERED, UNANSWERED, UNANSWERED], 2],
    ['twice stops it, whatever else failed', [UNANSWERED, failing(503), UNANSWERED], 3],
  ])('what nobody answers may have been taken, so it %s', async (_, faults, requests) => {
    const sent = await sendAll(faults);
    expect(sent).toMatchObject({
      sent: false,
      reason: expect.stringMatching(/^Slack did not answer at 127\.0\.0\.1:\d+ \([A-Z_]+\)\. It stays for the next run\.$/),
    });
    expect(server.requests).toBe(requests);
    expect(said().length).toBeLessThanOrEqual(2);
  });

  test('each message is tried once more where nobody answers', async () => {
    holds(SECRETS[kind]());
    server.faults.push(UNANSWERED, { kind: 'none' }, UNANSWERED);
    expect(await send('#alerts', [ORDERS, BILLING])).toMatchObject({ sent: true });
    expect(server.requests).toBe(4);
  });

  test('what Slack asks to wait is waited', async () => {
    const time = patience();
    expect(await sendAll([{ kind: 'rateLimited', seconds: 7 }], time)).toMatchObject({ sent: true });
    expect(time.waits).toEqual([7000]);
  });

  test('what Slack asks to wait longer than there is time stays for the next run', async () => {
    const time = patience(5000);
    const reason = 'Slack asks to wait for 7 seconds. It stays for the next run.';
    expect(await sendAll([{ kind: 'rateLimited', seconds: 7 }], time)).toMatchObject({ sent: false, reason });
    expect({ waits: time.waits, requests: server.requests }).toEqual({ waits: [], requests: 1 });
  });

  test('nothing is sent when there is no time left', async () => {
    expect(await sendAll([], patience(0))).toMatchObject({ sent: false, reason: expect.stringMatching(/no time left/) });
    expect(server.requests).toBe(0);
  });

  test('an outage is left to the next run after a few attempts', async () => {
    const time = patience();
    const sent = await sendAll(
      Array.from({ length: 9 }, () => failing(503)),
      time,
    );
    expect(sent).toEqual({
      sent: false,
      reason: 'Slack failed with status 503. It stays for the next run.',
      said: { notices: [], threads: {} },
    });
    expect({ waits: time.waits, requests: server.requests }).toEqual({ waits: [500, 1000, 2000], requests: 4 });
  });

  test('what was said before a message failed is known', async () => {
    holds(SECRETS[kind]());
    server.faults.push({ kind: 'none' }, failing(500), failing(500), failing(500), failing(500));
    const sent = await send('#alerts', [ORDERS, BILLING]);
    expect(sent).toMatchObject({ sent: false, said: { notices: [ORDERS] } });
    expect(said().map(({ text }) => text)).toEqual(['orders']);
  });

  test('blocks that Slack does not take are said without them', async () => {
    holds(SECRETS[kind]());
    const tooLong = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151), emoji: true } };
    const wording = {
      slack: () => [{ thread: null, text: 'orders', blocks: [tooLong], notices: [ORDERS] }],
    } as unknown as Wording;
    const channels = openChannels({
      secret: newSecret(),
      defaultChannel: undefined,
      eventBus: undefined,
      client: {},
      wording,
      patience: patience(),
      slack: { url: `${server.address}/api/` },
    });
    expect(await (await channels.open('#alerts'))?.send(pending(ORDERS), {})).toMatchObject({ sent: true });
    expect(server.taken.map(({ text, blocks }) => ({ text, blocks }))).toEqual([{ text: 'orders', blocks: [] }]);
  });

  test('a secret is read once in five minutes', async () => {
    let now = 0;
    const secret = newSecret(() => now);
    holds(SECRETS[kind]());
    for (const minute of [0, 2, 4, 6]) {
      now = minute * 60_000;
      await send('#alerts', [ORDERS], { secret });
    }
    expect(ssm.commandCalls(GetParameterCommand)).toHaveLength(2);
  });

  test('a new secret is used at once when the one at hand is refused', async () => {
    const secret = newSecret();
    holds(SECRETS[kind]());
    await send('#alerts', [ORDERS], { secret });
    server.webhooks.clear();
    server.tokens.clear();
    server.tokens.add('xoxb-2');
    holds(kind === 'bot' ? 'xoxb-2' : server.webhook('T0/B0/new'));
    expect(await send('#alerts', [BILLING], { secret })).toMatchObject({ sent: true });
    expect(server.taken.map(({ text }) => text)).toEqual(['orders', 'billing']);
  });

  test('a secret that stays refused is said, with what to do', async () => {
    holds(SECRETS[kind]());
    server.webhooks.clear();
    server.tokens.clear();
    const sent = await send('#alerts', [ORDERS]);
    expect(sent).toMatchObject({
      sent: false,
      reason: expect.stringMatching(
        /^Slack refused the message \((invalid_auth|no_service)\)\. Put a valid webhook URL or bot token/,
      ),
    });
  });
});

describe('What needs somebody is said, with what to do', () => {
  test.each([
    ['channel_not_found', /\/invite @rolecall/],
    ['is_archived', /Unarchive the channel/],
    ['missing_scope', /chat:write/],
    ['something_new', /Slack refused the message \(something_new\)/],
  ])('%s', async (word, advice) => {
    holds(TOKEN);
    server.faults.push({ kind: 'refused', word }, { kind: 'refused', word });
    expect(await send('#alerts', [ORDERS])).toMatchObject({ sent: false, reason: expect.stringMatching(advice) });
  });

  test('a bot without a channel to post to by default', async () => {
    holds(TOKEN);
    expect(await send('default', [ORDERS])).toMatchObject({
      sent: false,
      reason: expect.stringMatching(/Set the default channel/),
    });
  });

  test('webhooks without one for the channel', async () => {
    holds(JSON.stringify({ orders: server.webhook('1') }));
    expect(await send('#billing', [ORDERS])).toMatchObject({
      sent: false,
      reason: expect.stringMatching(/no webhook for the channel #billing/),
    });
  });

  test('a parameter that is not there', async () => {
    ssm.on(GetParameterCommand).rejects(new ParameterNotFound({ $metadata: {}, message: '' }));
    expect(await send('#alerts', [ORDERS])).toMatchObject({
      sent: false,
      reason: expect.stringMatching(/cannot be read: there is none of that name\. Create it/),
    });
  });

  test.each([
    '',
    'http://hooks.slack.com/services/planted',
    'https://a:planted@hooks.slack.com/b',
    'xoxp-planted',
    '{"orders":"planted"}',
    '{}',
    '{"default":7}',
  ])('a parameter that holds %j', async (value) => {
    holds(value);
    expect(await send('#alerts', [ORDERS])).toMatchObject({
      sent: false,
      reason: expect.stringMatching(/holds no secret of Slack's\. Put a webhook URL/),
    });
  });

  test.each(['xoxp-planted', '{"orders":"https://hooks.slack.com/services/1"}'])(
    'a parameter that held %j, once it is put right, opens Slack at once',
    async (value) => {
      const secret = newSecret();
      holds(value);
      expect(await send('#alerts', [ORDERS], { secret })).toMatchObject({ sent: false });
      holds(TOKEN);
      expect(await send('#alerts', [ORDERS], { secret })).toMatchObject({ sent: true });
    },
  );
});

test('No failure whatsoever tells a secret', async () => {
  const written: string[] = [];
  const record = (...texts: readonly unknown[]) => void written.push(inspect(texts));
  const spies = (['debug', 'log', 'info', 'warn', 'error'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(record),
  );
  const words = [TOKEN, HOOK, HOOK.replace(/.*\//, ''), `${TOKEN}\n${HOOK}`];
  const faults: readonly Fault[] = [
    ...words.flatMap((word): Fault[] => [
      { kind: 'refused', word },
      { kind: 'garbage', word },
    ]),
    { kind: 'status', status: 418 },
    { kind: 'status', status: 500 },
    { kind: 'rateLimited', seconds: undefined },
    { kind: 'closed', taken: false },
  ];
  const reasons: string[] = [];
  for (const secret of [TOKEN, server.webhook(HOOK), `${TOKEN}!`, `{"default":"${TOKEN}"}`, `not a url with ${TOKEN}`])
    for (const fault of faults) {
      holds(secret);
      server.faults.splice(0, server.faults.length, ...Array.from({ length: 8 }, () => fault));
      const sent = await send('#alerts', [ORDERS]);
      if (sent?.sent === false) reasons.push(sent.reason);
    }
  for (const spy of spies) spy.mockRestore();
  expect(reasons.length).toBe(5 * faults.length);
  expect([...reasons, ...written].filter((text) => /planted|xoxb-(?!…)/.test(text))).toEqual([]);
});

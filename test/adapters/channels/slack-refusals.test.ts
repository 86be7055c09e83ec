import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SlackAnswers } from '../../../adapters/channels/slack/slack-answers.ts';
import { SlackBot } from '../../../adapters/channels/slack/slack-bot.ts';
import { SlackChannel } from '../../../adapters/channels/slack/slack-channel.ts';
import { SlackWebhook } from '../../../adapters/channels/slack/slack-webhook.ts';
import type { SlackMessage, Wording } from '../../../adapters/channels/wording.ts';
import type { Notice } from '../../../controller/alerts/alert.ts';
import { alertWording } from '../../../report/alerts/alert-wording.ts';
import { notice } from '../../report/alerts-given.ts';
import { SlackServer } from '../../slack/slack-server.ts';
import { BILLING, ONE_BY_ONE, ORDERS, patience, pending } from './messages.ts';

const server = new SlackServer();
const TOKEN = 'xoxb-1-planted';
const STOCK = notice({ violation: { name: 'stock' } });
const BLOCKS = [{ type: 'header', text: { type: 'plain_text', text: 'Rolecall', emoji: true } }];

/** All that waits in one message. */
const TOGETHER: Pick<Wording, 'slack'> = {
  slack: ({ notices }): readonly SlackMessage[] => [
    { thread: null, text: notices.map(({ violation }) => violation.subject.name).join(' '), blocks: BLOCKS, notices },
  ],
};

beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.forget();
  server.tokens.add(TOKEN);
});

const POSTERS = {
  bot: () => new SlackBot(TOKEN, '#alerts', { url: `${server.address}/api/`, timeout: 300 }),
  webhook: () => new SlackWebhook(server.webhook('T0/B0/planted'), 300),
};

interface Given {
  readonly by?: keyof typeof POSTERS;
  readonly wording?: Pick<Wording, 'slack'>;
  readonly threads?: Readonly<Record<string, string>>;
  readonly time?: ReturnType<typeof patience>;
}

function send(notices: readonly Notice[], { by = 'bot', wording = ONE_BY_ONE, threads = {}, time = patience() }: Given = {}) {
  const poster = POSTERS[by]();
  return new SlackChannel(async () => poster, wording, time).send(pending(...notices), threads);
}

const said = () => server.taken.map(({ text }) => text);

/** Refuses what says something of orders, in whatever form. */
function refusesOrders(word: string): void {
  server.refuse = ({ text }) => (text.includes('orders') ? word : undefined);
}

describe.each(['bot', 'webhook'] as const)('Through a %s', (by) => {
  test.each(['invalid_blocks', 'msg_too_long', 'a_new_word', 'no_text'])(
    'a message that Slack does not take (%s) does not hold up those behind it',
    async (word) => {
      refusesOrders(word);
      expect(await send([ORDERS, BILLING, STOCK], { by })).toMatchObject({
        sent: false,
        isFinal: true,
        reason: expect.stringMatching(/^Slack refused the message \(.*\)\..* Everything else was said\.$/),
        said: { notices: [BILLING, STOCK] },
      });
      expect(said()).toEqual(['billing', 'stock']);
    },
  );

  test('a layout that is refused for a reason that we do not know is left out', async () => {
    server.refuse = ({ blocks }) => (blocks.length > 0 ? 'a_new_word' : undefined);
    expect(await send([ORDERS], { by })).toMatchObject({ sent: true });
    expect(server.taken).toMatchObject([{ text: 'orders', blocks: [] }]);
  });

  test('what stands in one message with what Slack does not take is said without it', async () => {
    refusesOrders('msg_too_long');
    const sent = await send([BILLING, ORDERS, STOCK], { by, wording: TOGETHER });
    expect(sent).toMatchObject({ sent: false, isFinal: true, said: { notices: [STOCK, BILLING] } });
    expect(said().join(' ').split(' ').toSorted()).toEqual(['billing', 'stock']);
  });

  test('run after run, whatever is new is said', async () => {
    refusesOrders('msg_too_long');
    const wording = alertWording(null);
    const first = await send([BILLING, ORDERS], { by, wording });
    expect(first).toMatchObject({ sent: false, said: { notices: [BILLING] } });
    expect(await send([ORDERS, STOCK], { by, wording })).toMatchObject({ sent: false, said: { notices: [STOCK] } });
    expect(said().map((text) => /high: (\w+) /.exec(text)?.[1])).toEqual(['billing', 'stock']);
  });

  test('an outage behind what Slack does not take is no final word', async () => {
    refusesOrders('msg_too_long');
    server.onRequest = ({ body }) => {
      if (body.includes('billing')) server.faults.push({ kind: 'status', status: 503 });
    };
    const sent = await send([ORDERS, BILLING, STOCK], { by });
    expect(sent).toEqual({ sent: false, reason: 'Slack failed with status 503. It stays for the next run.', said: NOTHING });
  });

  test('many messages that are never taken silence nobody, though they are the worst', async () => {
    server.refuse = ({ text }) => (text.includes('poison') ? 'a_new_word' : undefined);
    const named = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => notice({ violation: { name: `${name}-${index}` } }));
    let waiting: readonly Notice[] = [...named(11, 'poison'), ...named(300, 'role')];
    for (const _ of [1, 2, 3]) {
      const sent = await send(waiting, { by, wording: TOGETHER });
      const taken = new Set(sent.sent ? waiting : sent.said?.notices);
      waiting = waiting.filter((one) => !taken.has(one));
    }
    expect(waiting.map(({ violation }) => violation.subject.name)).toEqual(
      named(11, 'poison').map((one) => one.violation.subject.name),
    );
  });

  test('what tells of no alert is not asked for again and again', async () => {
    server.refuse = () => 'a_new_word';
    const report = { slack: () => [{ thread: null, text: 'A report', blocks: BLOCKS, notices: [] }] };
    expect(await send([], { by, wording: report })).toMatchObject({ sent: false, isFinal: true });
    expect(server.requests).toBe(2);
  });

  test('nothing is said of a violation after something earlier of it was refused', async () => {
    const over = (one: Notice): Notice => ({ ...one, kind: 'resolved' });
    const wording: Pick<Wording, 'slack'> = {
      slack: ({ notices }) => {
        const kinds = [...new Set(notices.map(({ kind }) => kind))];
        return kinds.flatMap((kind) => {
          const some = notices.filter((one) => one.kind === kind);
          return TOGETHER.slack({ ...pending(), notices: some }, {}).map((one) => ({ ...one, text: `${kind} ${one.text}` }));
        });
      },
    };
    server.refuse = ({ text }) => (/resolved.*orders/.test(text) ? 'a_new_word' : undefined);
    const sent = await send([over(ORDERS), ORDERS, over(BILLING), BILLING], { by, wording });
    expect(sent).toMatchObject({ sent: false, said: { notices: [over(BILLING), BILLING] } });
    expect(said()).toEqual(['resolved billing', 'opened billing']);
  });

  test('a channel that refuses everything for a reason of its own is not asked for ever', async () => {
    server.refuse = () => 'a_new_word';
    const many = Array.from({ length: 500 }, (_, index) => notice({ violation: { name: `role-${index}` } }));
    expect(await send(many, { by, wording: TOGETHER })).toMatchObject({ sent: false, isFinal: true, said: { notices: [] } });
    expect(server.requests).toBeLessThan(100);
  });

  test.each(['not_in_channel', 'is_archived', 'missing_scope', 'restricted_action', 'no_service', 'invalid_auth'])(
    'a channel or a secret that is refused (%s) stops all',
    async (word) => {
      refusesOrders(word);
      expect(await send([ORDERS, BILLING], { by })).toMatchObject({ sent: false, isFinal: true, said: { notices: [] } });
      expect(said()).toEqual([]);
    },
  );
});

test.each([
  ['is_archived', true],
  ['channel_not_found', true],
  ['not_in_channel', true],
  ['restricted_action', true],
  ['invalid_auth', undefined],
  ['token_revoked', undefined],
  ['missing_scope', undefined],
  ['a_new_word', undefined],
])('A channel that says %s takes nothing at all: %s', async (word, isClosed) => {
  server.refuse = () => word;
  const sent = await send([ORDERS]);
  expect(sent.sent ? undefined : [sent.isFinal, sent.isClosed]).toEqual([true, isClosed]);
});

const NOTHING = { notices: [], threads: {} };

describe('A reply', () => {
  const RESOLVED: Notice = { ...ORDERS, kind: 'resolved' };
  const reply = async (refused: (thread: string | null) => string | undefined) => {
    const opened = await send([ORDERS]);
    server.refuse = ({ thread }) => refused(thread);
    const threads = opened.sent ? opened.threads : {};
    return send([RESOLVED, BILLING], { threads });
  };

  test.each([
    'thread_not_found',
    'message_not_found',
    'cannot_reply_to_message',
    'invalid_thread_ts',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'thread_locked',
    'restricted_action',
    'invalid_blocks',
    'msg_too_long',
    'a_new_word',
  ])('that Slack does not take (%s) is said in the channel', async (word) => {
    expect(await reply((thread) => (thread === null ? undefined : word))).toMatchObject({ sent: true });
    expect(server.taken.map(({ text, thread }) => [text, thread])).toEqual([
      ['orders', null],
      ['orders', null],
      ['billing', null],
    ]);
  });

  test('that is not taken in the channel either is left, and what waits behind it is said', async () => {
    refusesOrders('a_new_word');
    const threads = { [ORDERS.violation.key]: '1700000000.000000' };
    expect(await send([RESOLVED, BILLING], { threads })).toMatchObject({ sent: false, said: { notices: [BILLING] } });
  });

  test('that a secret is refused for is not said in the channel', async () => {
    await reply((thread) => (thread === null ? undefined : 'token_revoked'));
    expect(said()).toEqual(['orders']);
  });
});

describe.each(['bot', 'webhook'] as const)('How long a %s waits', (by) => {
  test.each<[string, readonly number[]]>([
    ['7', [7000]],
    [' 7 ', [7000]],
    ['0', [0]],
    ['-5', [500]],
    ['NaN', [500]],
    ['soon', [500]],
    ['1.5', [500]],
    ['', [500]],
    ['7, 9', [500]],
    ['Wed, 21 Oct 2026 07:28:00 GMT', [500]],
  ])('where Slack asks for "%s" seconds: %j', async (seconds, waits) => {
    const time = patience();
    server.faults.push({ kind: 'rateLimited', seconds });
    expect(await send([ORDERS], { by, time })).toMatchObject({ sent: true });
    expect({ waits: time.waits, said: said() }).toEqual({ waits, said: ['orders'] });
  });

  test.each(['86400', '1000000000', '9'.repeat(400)])('where Slack asks for %s seconds: until the next run', async (seconds) => {
    const time = patience();
    server.faults.push({ kind: 'rateLimited', seconds });
    const reason = 'Slack asks to wait for 86400 seconds. It stays for the next run.';
    expect(await send([ORDERS], { by, time })).toEqual({ sent: false, reason, said: NOTHING });
    expect({ waits: time.waits, requests: server.requests }).toEqual({ waits: [], requests: 1 });
  });
});

describe.each(['bot', 'webhook'] as const)('Through a %s, an answer that is none of Slack’s', (by) => {
  const ANSWERS = Array.from({ length: 2 });

  test('leads the secret nowhere else', async () => {
    const elsewhere: string[] = [];
    server.onRequest = ({ url }) => void elsewhere.push(url);
    server.faults.push(...ANSWERS.map(() => ({ kind: 'redirected', to: `${server.address}/elsewhere` }) as const));
    expect(await send([ORDERS], { by })).toMatchObject({
      sent: false,
      isFinal: true,
      reason: expect.stringMatching(/^Slack refused the message \(status 307\)\. .*redirect/),
    });
    expect(elsewhere.filter((url) => url === '/elsewhere')).toEqual([]);
  });

  test.each(['endless', 'bomb'] as const)('and has no end is given up: %s', async (kind) => {
    server.faults.push(...ANSWERS.map(() => ({ kind })));
    expect(await send([ORDERS], { by })).toEqual({
      sent: false,
      reason: expect.stringMatching(
        /^Slack did not answer at 127\.0\.0\.1:\d+ \((no answer in time|too large an answer)\)\. It stays for the next run\.$/,
      ),
      said: NOTHING,
    });
  });
});

test('No more of an answer is unpacked than Slack ever says', async () => {
  server.faults.push({ kind: 'bomb' });
  await expect(new SlackAnswers().fetch(`${server.address}/services/x`, { method: 'POST' })).rejects.toThrow('too large');
});

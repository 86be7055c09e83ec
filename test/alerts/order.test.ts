import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from '@jest/globals';
import { EventBridgeChannel } from '../../adapters/channels/aws/event-bridge-channel.ts';
import { NotPosted } from '../../adapters/channels/failure.ts';
import { SlackChannel } from '../../adapters/channels/slack/slack-channel.ts';
import type { SlackMessage } from '../../adapters/channels/wording.ts';
import type { AlertViolation, Notice, NoticeKind } from '../../controller/alerts/alert.ts';
import type { Channel } from '../../controller/alerts/alert-ports.ts';
import { tell } from '../../controller/alerts/tell.ts';
import { alertWording } from '../../report/alerts/alert-wording.ts';
import { patience } from '../adapters/channels/messages.ts';
import { manyRoles, notice, pendingOf } from '../report/alerts-given.ts';
import { HearingChannel, MemoryAlertStore, violation } from './alert-world.ts';

const WORDING = alertWording(null);
const ORDERS = violation('orders');

/** Looks every five minutes, with one channel to hear of. */
function world(name: 'default' | 'events', channel: Channel) {
  const store = new MemoryAlertStore();
  const channels = { open: async (one: string) => (one === name ? channel : new HearingChannel()) };
  const policy = { routes: [], alertSeverity: 'high', reminderSeconds: 86_400, failingRuns: 3 } as const;
  let runs = 0;
  return async (...violations: readonly AlertViolation[]) => {
    runs += 1;
    const [run, now] = [String(runs), new Date(Date.UTC(2026, 0, 1, 0, 5 * runs))];
    const telling = { run, account: '111122223333', store, channels, policy, now };
    await tell({ run, violations, unjudged: [], isJudged: () => true }, telling);
  };
}

/** A workspace of Slack's in memory. */
class Workspace {
  readonly said: string[] = [];
  isRefused: (message: SlackMessage) => boolean = () => false;

  channel(hasThreads: boolean): Channel {
    const post = async (message: SlackMessage) => {
      if (this.isRefused(message)) throw new NotPosted({ reason: 'Slack failed with status 500.', remedy: 'again' });
      const id = `T${this.said.length + 1}`;
      const kinds = message.notices.map(({ kind }) => kind).join(' ');
      this.said.push(message.thread === null ? kinds : `${kinds} in ${message.thread}`);
      return id;
    };
    return new SlackChannel(async () => ({ hasThreads, post }), WORDING, patience());
  }
}

describe('What ended and came up again while Slack took nothing', () => {
  async function lived(hasThreads: boolean) {
    const slack = new Workspace();
    const look = world('default', slack.channel(hasThreads));
    await look(ORDERS);
    slack.isRefused = () => true;
    await look();
    await look(ORDERS);
    return { slack, look };
  }

  test('is never over in the thread of the next one that is open', async () => {
    const { slack, look } = await lived(true);
    slack.isRefused = ({ thread }) => thread !== null;
    await look(ORDERS);
    slack.isRefused = () => false;
    await look(ORDERS);
    await look();
    expect(slack.said).toEqual(['opened', 'resolved in T1', 'opened', 'resolved in T3']);
  });

  test('is told in the order in which it came where there are no threads', async () => {
    const { slack, look } = await lived(false);
    slack.isRefused = () => false;
    await look(ORDERS);
    expect(slack.said).toEqual(['opened', 'resolved', 'opened']);
  });
});

describe('Of one violation the earlier notice is never said after the later one', () => {
  const names = manyRoles(120, (name, index) => ({ message: `rule ${index} is broken by ${name}` }));
  const [first, second] = (['resolved', 'opened'] as const).map((kind) => names.map((given) => notice({ ...given, kind })));
  const both = { ...pendingOf([]), notices: [...(first ?? []), ...(second ?? [])] };
  const orders = (messages: readonly { readonly notices: readonly Notice[] }[]) => {
    const kinds = new Map<string, NoticeKind[]>();
    for (const {
      kind,
      violation: { key },
    } of messages.flatMap(({ notices }) => notices))
      kinds.set(key, [...(kinds.get(key) ?? []), kind]);
    return new Set([...kinds.values()].map((all) => all.join(' ')));
  };

  test.each([
    ['Slack', () => WORDING.slack(both, {})],
    ['replies', () => WORDING.slack(both, Object.fromEntries(names.map((given) => [notice(given).violation.key, 'T1'])))],
    ['a topic', () => WORDING.topic(both)],
  ])('in %s, however many messages it takes', (_, messages) => {
    expect(orders(messages())).toEqual(new Set(['resolved opened']));
  });

  test('what ended after it came up is said in this order too', () => {
    const wentAfter = { ...both, notices: [...(second ?? []), ...(first ?? [])] };
    expect(orders(WORDING.slack(wentAfter, {}))).toEqual(new Set(['opened resolved']));
  });
});

describe('A bus that refuses a part of a call', () => {
  /** A bus that refuses the entries that it is told to. */
  function bus(isRefused: (event: string) => boolean) {
    const heard: string[] = [];
    const client = new EventBridgeClient({});
    client.send = async ({ input }: { input: { Entries: { DetailType: string; Detail: string }[] } }) => ({
      Entries: input.Entries.map(({ DetailType, Detail }) => {
        const event = `${DetailType.split(' ').at(-1)} ${JSON.parse(Detail).subject.name}`;
        if (isRefused(event)) return { ErrorCode: 'ThrottlingException' };
        heard.push(event);
        return { EventId: 'e' };
      }),
    });
    return { heard, channel: new EventBridgeChannel(client, 'default', WORDING, patience()) };
  }

  test('hears the rest of it in order', async () => {
    const [a, b] = [notice({ violation: { name: 'a' } }), notice({ violation: { name: 'b' } })];
    const over = (one: typeof a) => ({ ...one, kind: 'resolved' as const });
    let isFirst = true;
    const { heard, channel } = bus((event) => isFirst && event === 'Resolved a');
    const sent = await channel.send({ ...pendingOf([]), notices: [over(a), a, over(b), b] });
    expect(sent).toMatchObject({ sent: false, said: { notices: [over(b), b] } });
    isFirst = false;
    await channel.send({ ...pendingOf([]), notices: [over(a), a] });
    expect(heard).toEqual(['Resolved b', 'Opened b', 'Resolved a', 'Opened a']);
  });
});

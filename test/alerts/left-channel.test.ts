import { describe, expect, test } from '@jest/globals';
import type { AlertViolation } from '../../controller/alerts/alert.ts';
import { type Channel, CLOSED, FINAL, type Sent } from '../../controller/alerts/alert-ports.ts';
import { tell } from '../../controller/alerts/tell.ts';
import type { Route } from '../../specs/types.ts';
import { HearingChannel, MemoryAlertStore, violation } from './alert-world.ts';

const ARCHIVED: Sent = { sent: false, reason: 'Slack refused the message (is_archived).', ...CLOSED };
const NO_SECRET: Sent = { sent: false, reason: 'The SSM parameter with the secret cannot be read.', ...FINAL };
const DOWN: Sent = { sent: false, reason: 'Slack does not answer.' };
const TO_ORDERS: Route = { channel: '#orders', severity: undefined, labels: {} };
const ORDERS = violation('orders');
const WORSE = violation('orders', { severity: 'critical', value: 'b' });

const at = (day: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + day * 86_400_000).toISOString();

/** Alerts told in `#orders`, day by day. */
function world() {
  const store = new MemoryAlertStore();
  const others = new HearingChannel();
  const said: string[] = [];
  let days = 0;
  const day = async (answer: Sent | undefined, routes: readonly Route[], ...violations: readonly AlertViolation[]) => {
    const orders: Channel = {
      send: async ({ notices }) => {
        const threads = Object.fromEntries(notices.map(({ violation: { key } }) => [key, 'message 1']));
        if (answer?.sent !== false) said.push(...notices.map(({ kind }) => kind));
        return answer ?? { sent: true, threads };
      },
    };
    const channels = { open: async (name: string) => (name === 'gone' ? undefined : name === '#orders' ? orders : others) };
    days += 1;
    const observation = { run: String(days), violations, unjudged: [], isJudged: () => true };
    const now = new Date(at(days));
    const policy = { routes, alertSeverity: 'high', reminderSeconds: 86_400, failingRuns: 3 } as const;
    return await tell(observation, { run: String(days), account: '111122223333', store, channels, policy, now });
  };
  const remembered = async () => {
    const state = (await store.read())?.value;
    return {
      waiting: (state?.pending ?? []).map(({ channel, notices }) => [channel, notices.length]),
      told: Object.values(state?.alerts ?? {})
        .flatMap(({ told }) => Object.keys(told))
        .sort(),
      threads: Object.keys(state?.threads ?? {}).sort(),
    };
  };
  return { day, remembered, said };
}

describe('A channel that no route names any more, and that takes nothing for good,', () => {
  test('is forgotten, and tried no more', async () => {
    const { day, remembered } = world();
    await day(undefined, [TO_ORDERS], ORDERS);
    const told = await day(ARCHIVED, [], WORSE);
    expect(told).toContainEqual({ channel: '#orders', notices: 1, problem: ARCHIVED.sent ? null : ARCHIVED.reason });
    expect(await remembered()).toEqual({ waiting: [], told: ['default', 'events'], threads: ['default', 'events'] });
    const next = await day(ARCHIVED, []);
    expect(next.map(({ channel }) => channel).sort()).toEqual(['default', 'events']);
  });

  test('loses nothing of what it takes up to then', async () => {
    const { day, remembered, said } = world();
    await day(undefined, [TO_ORDERS], ORDERS);
    await day(undefined, [], WORSE);
    await day(undefined, []);
    expect(said).toEqual(['opened', 'updated', 'resolved']);
    expect(await remembered()).toMatchObject({ waiting: [], told: [] });
  });

  test('is forgotten also where there is no such channel', async () => {
    const { day, remembered } = world();
    await day(undefined, [{ channel: 'gone', severity: undefined, labels: {} }], ORDERS);
    expect((await remembered()).told).toContain('gone');
    await day(undefined, [], WORSE);
    expect((await remembered()).told).not.toContain('gone');
  });

  test('is told anew of what is open once a route names it again', async () => {
    const { day, said } = world();
    await day(undefined, [TO_ORDERS], ORDERS);
    await day(ARCHIVED, [], WORSE);
    await day(undefined, [TO_ORDERS], WORSE);
    expect(said).toEqual(['opened', 'opened']);
  });
});

describe('What waits for a channel stays', () => {
  test('while a route names it, whatever it refuses', async () => {
    const { day, remembered } = world();
    await day(ARCHIVED, [TO_ORDERS], ORDERS);
    expect(await remembered()).toMatchObject({ waiting: [['#orders', 1]], told: ['#orders', 'events'] });
  });

  test('while it may take it yet, whoever names it', async () => {
    const { day, remembered, said } = world();
    await day(undefined, [TO_ORDERS], ORDERS);
    await day(DOWN, [], WORSE);
    expect(await remembered()).toMatchObject({ waiting: [['#orders', 1]] });
    await day(undefined, []);
    expect(said).toEqual(['opened', 'resolved']);
  });

  test('while it is the secret that is missing or refused, whoever names it', async () => {
    const { day, remembered, said } = world();
    await day(undefined, [TO_ORDERS], ORDERS);
    await day(NO_SECRET, [], WORSE);
    expect(await remembered()).toMatchObject({ waiting: [['#orders', 1]], threads: ['#orders', 'default', 'events'] });
    await day(undefined, []);
    expect(said).toEqual(['opened', 'resolved']);
  });

  test('while it takes some of it, for then it is one message that is refused', async () => {
    const { day, remembered } = world();
    const billing = violation('billing');
    await day(undefined, [TO_ORDERS], ORDERS, billing);
    const said = { notices: [{ kind: 'resolved', violation: billing, openedAt: at(1), at: at(2) }], threads: {} };
    await day({ sent: false, reason: 'Slack refused the message (msg_too_long).', ...FINAL, said } as Sent, [], WORSE);
    expect(await remembered()).toMatchObject({ waiting: [['#orders', 1]], told: ['#orders', 'default', 'events'] });
  });

  test.each(['default', 'events'])('where it is %s, which needs no route', async (name) => {
    const store = new MemoryAlertStore();
    const refusing: Channel = { send: async () => ARCHIVED };
    const channels = { open: async (channel: string) => (channel === name ? refusing : new HearingChannel()) };
    const policy = { routes: [], alertSeverity: 'high', reminderSeconds: 86_400, failingRuns: 3 } as const;
    const telling = { run: '1', account: '111122223333', store, channels, policy, now: new Date('2026-01-01T00:00:00Z') };
    await tell({ run: '1', violations: [ORDERS], unjudged: [], isJudged: () => true }, telling);
    expect((await store.read())?.value.pending.map(({ channel }) => channel)).toEqual([name]);
  });
});

test.each(['constructor', 'toString', '__proto__'])('A channel that is called %s has threads of its own', async (channel) => {
  const store = new MemoryAlertStore();
  const given: (readonly [string, object])[] = [];
  const one: Channel = {
    send: async ({ notices: [first] }, threads) => {
      given.push([first?.kind ?? '', threads]);
      return { sent: true, threads: first?.kind === 'opened' ? { [ORDERS.key]: 'message 1' } : {} };
    },
  };
  const channels = { open: async (name: string) => (name === channel ? one : new HearingChannel()) };
  const policy = {
    routes: [{ channel, severity: undefined, labels: {} }],
    alertSeverity: 'high',
    reminderSeconds: 86_400,
    failingRuns: 3,
  } as const;
  for (const [run, violations] of [['1', [ORDERS]] as const, ['2', []] as const]) {
    const now = new Date(`2026-01-0${run}T00:00:00Z`);
    await tell(
      { run, violations, unjudged: [], isJudged: () => true },
      { run, account: '111122223333', store, channels, policy, now },
    );
  }
  expect(given).toEqual([
    ['opened', {}],
    ['resolved', { [ORDERS.key]: 'message 1' }],
  ]);
});

import { describe, expect, test } from '@jest/globals';
import type { AlertViolation } from '../../controller/alerts/alert.ts';
import type { Channel, Sent } from '../../controller/alerts/alert-ports.ts';
import type { Observation } from '../../controller/alerts/observation.ts';
import { type Telling, tell } from '../../controller/alerts/tell.ts';
import { HearingChannel, MemoryAlertStore, violation } from './alert-world.ts';

const POLICY = { alertSeverity: 'high', reminderSeconds: 86_400, failingRuns: 3 } as const;

function seen(run: string, ...violations: readonly AlertViolation[]): Observation {
  return { run, violations, unjudged: [], isJudged: () => true };
}

function world(differences: Partial<Telling> = {}) {
  const [channel, store] = [new HearingChannel(), new MemoryAlertStore()];
  const telling = (run: string, at = '2026-01-01T00:00:00Z'): Telling => ({
    run,
    account: '111122223333',
    store,
    channels: { open: async () => channel },
    guards: { routes: [], alertSeverity: 'high' },
    policy: POLICY,
    now: new Date(at),
    ...differences,
  });
  return { channel, store, telling };
}

const kinds = ({ heard }: HearingChannel) => heard.map(({ kind }) => kind);

describe('Two runs at once', () => {
  test('say what waits once', async () => {
    const { channel, store, telling } = world();
    let [release, arrived] = [() => {}, () => {}];
    const inTheMiddle = new Promise<void>((resolve) => (arrived = resolve));
    const slow: Channel = {
      send: async (pending): Promise<Sent> => {
        const answer = await channel.send(pending);
        arrived();
        await new Promise<void>((resolve) => (release = resolve));
        return answer;
      },
    };
    const onlyPeople = (one: Channel) => ({ open: async (name: string) => (name === 'default' ? one : new HearingChannel()) });
    const first = tell(seen('1', violation('orders')), { ...telling('1'), channels: onlyPeople(slow) });
    await inTheMiddle;
    await tell(seen('2', violation('orders')), { ...telling('2'), channels: onlyPeople(channel) });
    expect(kinds(channel)).toEqual(['opened']);
    release();
    await first;
    expect((await store.read())?.value.pending).toEqual([]);
  });

  test('lose nothing of what the second one saw', async () => {
    const { store, telling } = world({
      channels: { open: async () => ({ send: async () => ({ sent: false, reason: 'down' }) }) },
    });
    await Promise.all([
      tell(seen('1', violation('orders')), telling('1')),
      tell(seen('2', violation('orders'), violation('billing')), telling('2')),
    ]);
    const { value: state } = (await store.read()) ?? {};
    expect(Object.keys(state?.alerts ?? {}).sort()).toEqual([violation('billing').key, violation('orders').key]);
  });
});

test('What a channel refuses is said with the next run, and why is told', async () => {
  const { channel, telling } = world();
  channel.fault = 'refuses';
  const told = await tell(seen('1', violation('orders')), telling('1'));
  expect(told[0]).toEqual({ channel: 'default', notices: 1, problem: 'it does not answer' });
  channel.fault = 'none';
  await tell(seen('2', violation('orders')), telling('2'));
  expect(new Set(kinds(channel))).toEqual(new Set(['opened']));
});

test('What nobody listens to does not pile up', async () => {
  const { store, telling } = world({ channels: { open: async () => undefined } });
  const told = await tell(seen('1', violation('orders')), telling('1'));
  expect(told[0]?.problem).toBe('there is no such channel, so nobody was told');
  expect((await store.read())?.value.pending).toEqual([]);
});

test('The first sweep is one digest, and nothing after it is', async () => {
  const { channel, telling } = world();
  await tell(seen('1', violation('orders')), telling('1'));
  await tell(seen('2', violation('orders'), violation('billing')), telling('2'));
  expect(channel.messages.filter((_, index) => index % 2 === 0).map(({ digest }) => digest)).toEqual([true, false]);
});

test('Less than the alert severity opens nothing, and closes nothing that is open', async () => {
  const { channel, telling } = world();
  await tell(seen('1', violation('orders', { severity: 'medium' })), telling('1'));
  expect(kinds(channel)).toEqual([]);
  await tell(seen('2', violation('orders')), telling('2'));
  await tell(seen('3', violation('orders', { severity: 'medium' })), telling('3'));
  expect(new Set(kinds(channel))).toEqual(new Set(['opened']));
});

test('What cannot be read is said after the third run in a row, once, and resolved when it can be', async () => {
  const { channel, telling } = world({ channels: undefined as never });
  const open = {
    ...telling('x'),
    channels: { open: async (name: string) => (name === 'default' ? channel : new HearingChannel()) },
  };
  const failing = violation('orders', { key: 'reads/orders', what: 'FailingReads', topic: 'reads' });
  const unread = (run: string): Observation => ({
    ...seen(run),
    unjudged: [{ key: 'orders', violation: failing }],
    isJudged: () => false,
  });
  for (const run of ['1', '2', '2', '2']) await tell(unread(run), { ...open, run });
  expect(kinds(channel)).toEqual([]);
  for (const run of ['3', '4']) await tell(unread(run), { ...open, run });
  expect(kinds(channel)).toEqual(['opened']);
  await tell(seen('5'), { ...open, run: '5' });
  expect(kinds(channel)).toEqual(['opened', 'resolved']);
});

describe('A route', () => {
  const routes = [
    { labels: { team: 'orders' }, severity: undefined, channel: '#orders' },
    { labels: {}, severity: 'critical', channel: '#security' },
  ] as const;

  test.each([
    ['the label', violation('a', { labels: { team: 'orders' } }), ['#orders', 'events']],
    ['the severity', violation('a', { severity: 'critical' }), ['#security', 'events']],
    ['both', violation('a', { labels: { team: 'orders' }, severity: 'critical' }), ['#orders', '#security', 'events']],
    ['neither', violation('a', { labels: { team: 'billing' } }), ['default', 'events']],
  ] as const)('is taken by %s', async (_what, one, channels) => {
    const { telling } = world({ guards: { routes, alertSeverity: 'high' } });
    const told = await tell(seen('1', one), telling('1'));
    expect(told.map(({ channel }) => channel)).toEqual(channels);
  });
});

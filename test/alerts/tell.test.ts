import { describe, expect, test } from '@jest/globals';
import type { AlertState, AlertViolation } from '../../controller/alerts/alert.ts';
import type { Channel, Sent } from '../../controller/alerts/alert-ports.ts';
import type { Observation } from '../../controller/alerts/observation.ts';
import { type Telling, tell } from '../../controller/alerts/tell.ts';
import { HearingChannel, MemoryAlertStore, violation } from './alert-world.ts';

const POLICY = { routes: [], alertSeverity: 'high', reminderSeconds: 86_400, failingRuns: 3 } as const;

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

describe('Where others write the alerts all the time', () => {
  /** Somebody else writes before each of the next so many writes. */
  function crowded() {
    const store = new MemoryAlertStore();
    let [others, writes] = [0, 0];
    const write = async (state: AlertState, after: string | undefined) => {
      const stored = await store.read();
      if (others > 0 && stored !== undefined) await store.write(stored.value, stored.version);
      others = Math.max(0, others - 1);
      writes += 1;
      return await store.write(state, after);
    };
    const crowd = (count: number) => {
      others = count;
    };
    return { store: { read: () => store.read(), write }, crowd, writes: () => writes };
  }

  test('what was sent is marked all the same', async () => {
    const { store, crowd } = crowded();
    const { channel, telling } = world({ store });
    const busy: Channel = {
      send: async (pending) => {
        crowd(15);
        return await channel.send(pending);
      },
    };
    await tell(seen('1', violation('orders')), { ...telling('1'), channels: { open: async () => busy } });
    expect((await store.read())?.value.pending).toEqual([]);
  });

  test('nothing is written where another run is sending it', async () => {
    const { store, writes } = crowded();
    const { telling } = world({ store });
    const dies: Channel = { send: async () => Promise.reject(new Error('killed')) };
    const channels = { open: async (name: string) => (name === 'default' ? dies : new HearingChannel()) };
    await expect(tell(seen('1', violation('orders')), { ...telling('1'), channels })).rejects.toThrow('killed');
    const before = writes();
    await tell(seen('2', violation('orders')), { ...telling('2'), channels });
    expect(writes() - before).toBe(1);
  });
});

describe('Whoever answers at once is told first,', () => {
  const TOPIC = 'sns:arn:aws:sns:eu-west-1:111122223333:on-call';
  const policy = {
    ...POLICY,
    routes: ['#slow', '#quick', TOPIC].map((channel) => ({ channel, severity: undefined, labels: {} })),
  };

  test('then Slack, and last where something waits from earlier; each gets a share of the time', async () => {
    const { telling } = world();
    const opened: (readonly [string, number])[] = [];
    const open = async (name: string, others = 0) => {
      opened.push([name, others]);
      const channel = new HearingChannel();
      channel.fault = name === '#slow' ? 'refuses' : 'none';
      return channel;
    };
    await tell(seen('1', violation('orders')), { ...telling('1'), channels: { open }, policy });
    opened.length = 0;
    const second = telling('2', '2026-01-01T01:00:00Z');
    await tell(seen('2', violation('orders'), violation('billing')), { ...second, channels: { open }, policy });
    expect(opened).toEqual([
      [TOPIC, 3],
      ['events', 2],
      ['#quick', 1],
      ['#slow', 0],
    ]);
  });
});

test('A run that looked earlier than another one takes nothing back', async () => {
  const { channel, telling } = world();
  await tell(seen('1', violation('orders')), telling('1', '2026-01-01T00:00:00Z'));
  await tell(seen('3'), telling('3', '2026-01-01T00:00:20Z'));
  await tell(seen('2', violation('orders')), telling('2', '2026-01-01T00:00:10Z'));
  expect(new Set(kinds(channel))).toEqual(new Set(['opened', 'resolved']));
  expect(channel.heard.filter(({ kind }) => kind === 'opened')).toHaveLength(2);
});

test('What came and went between two looks is told, and over with the next; what was told before is over at once', async () => {
  const { channel, telling } = world();
  await tell(seen('1', violation('orders')), telling('1', '2026-01-01T00:00:00Z'));
  const missed = [violation('orders'), violation('billing')];
  await tell({ ...seen('2'), missed }, telling('2', '2026-01-01T00:10:00Z'));
  const names = (kind: string) =>
    new Set(channel.heard.filter((one) => one.kind === kind).map(({ violation: { subject } }) => subject.name));
  expect([names('opened'), names('resolved')]).toEqual([new Set(['orders', 'billing']), new Set(['orders'])]);
  await tell(seen('3'), telling('3', '2026-01-01T00:20:00Z'));
  expect(names('resolved')).toEqual(new Set(['orders', 'billing']));
});

test('A clock that was far ahead silences nobody', async () => {
  const { channel, telling } = world();
  await tell(seen('1'), telling('1', '2026-02-01T00:00:00Z'));
  await tell(seen('2', violation('orders')), telling('2', '2026-01-01T00:00:00Z'));
  expect(new Set(kinds(channel))).toEqual(new Set(['opened']));
});

test('What a channel refuses is said with the next run, and why is told', async () => {
  const { channel, telling } = world();
  channel.fault = 'refuses';
  const told = await tell(seen('1', violation('orders')), telling('1'));
  expect(told.at(-1)).toEqual({ channel: 'default', notices: 1, problem: 'it does not answer' });
  channel.fault = 'none';
  await tell(seen('2', violation('orders')), telling('2'));
  expect(new Set(kinds(channel))).toEqual(new Set(['opened']));
});

test('What waits and has not changed since is one with its alert, and stored once', async () => {
  const { channel, store, telling } = world();
  channel.fault = 'refuses';
  for (const run of ['1', '2', '3']) await tell(seen(run, violation('orders')), telling(run));
  const { pending = [], alerts = {} } = (await store.read())?.value ?? {};
  const [open] = Object.values(alerts);
  expect(pending).toHaveLength(2);
  for (const { notices } of pending) expect(notices[0]?.violation).toBe(open?.violation);
});

test('What nobody listens to does not pile up', async () => {
  const { store, telling } = world({ channels: { open: async () => undefined } });
  const told = await tell(seen('1', violation('orders')), telling('1'));
  expect(told.at(-1)?.problem).toBe('there is no such channel, so nobody was told');
  expect((await store.read())?.value.pending).toEqual([]);
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

test('What ended and came up again while nothing could be said is replied to where it was said last', async () => {
  const { store, telling } = world();
  let [message, refuses] = [0, false];
  const slack: Channel = {
    send: async ({ notices }): Promise<Sent> => {
      if (refuses) return { sent: false, reason: 'down' };
      message += 1;
      const opened = notices.filter(({ kind }) => kind === 'opened');
      return { sent: true, threads: Object.fromEntries(opened.map(({ violation: { key } }) => [key, `message ${message}`])) };
    },
  };
  const only = { open: async (name: string) => (name === 'default' ? slack : new HearingChannel()) };
  const run = (name: string, ...violations: readonly AlertViolation[]) =>
    tell(seen(name, ...violations), { ...telling(name, `2026-01-01T0${name}:00:00Z`), channels: only });
  const threads = async () => (await store.read())?.value.threads.default;
  await run('1', violation('orders'));
  expect(await threads()).toEqual({ [violation('orders').key]: 'message 1' });
  refuses = true;
  await run('2');
  refuses = false;
  await run('3', violation('orders'));
  expect(await threads()).toEqual({ [violation('orders').key]: 'message 2' });
  await run('4');
  expect(await threads()).toEqual({});
});

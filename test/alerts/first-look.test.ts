import { describe, expect, test } from '@jest/globals';
import type { AlertViolation } from '../../controller/alerts/alert.ts';
import { isOfDigest } from '../../controller/alerts/first-look.ts';
import type { Observation, Source } from '../../controller/alerts/observation.ts';
import { tell } from '../../controller/alerts/tell.ts';
import { HearingChannel, MemoryAlertStore, violation } from './alert-world.ts';
import { type Given, type GivenResult, observed } from './observed-case.ts';

const POLICY = { routes: [], alertSeverity: 'high', reminderSeconds: 86_400, failingRuns: 3 } as const;

/** Who hears what in a life of alerts, look by look. */
class Life {
  readonly #store = new MemoryAlertStore();
  readonly #heard: Readonly<Record<string, HearingChannel>> = { default: new HearingChannel(), events: new HearingChannel() };

  channel(name: string): HearingChannel {
    const channel = this.#heard[name];
    if (channel === undefined) throw new Error(`There is no channel ${name}.`);
    return channel;
  }

  /** @returns what people and machines hear of what is wrong so many minutes after the start. */
  async look(minutes: number, violations: readonly AlertViolation[], sources: readonly Source[]) {
    const before = ['default', 'events'].map((name) => this.channel(name).messages.length);
    const observation: Observation = { run: String(minutes), violations, unjudged: [], sources, isJudged: () => true };
    await tell(observation, {
      run: String(minutes),
      account: '111122223333',
      store: this.#store,
      channels: { open: async (name) => this.channel(name) },
      policy: POLICY,
      now: new Date(Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000),
    });
    const [people, machines] = ['default', 'events'].map((name, index) => saidIn(this.channel(name), before[index] ?? 0));
    return { people, machines };
  }
}

function saidIn({ messages }: HearingChannel, from: number): readonly string[] {
  return messages.slice(from).flatMap(({ notices }) =>
    notices.map((one) => {
      const { kind, violation: told } = one;
      return `${isOfDigest(one) ? 'digest: ' : ''}${kind} ${told.subject.name}`;
    }),
  );
}

const source = (name: string, isSwept: boolean, finds: Source['finds']): Source => ({ name, isSwept, finds });
const roles = (isSwept: boolean) => source('roles', isSwept, ({ subject }) => subject.kind === 'role');
const ROLES = roles(true);
const finding = (name: string, region = 'eu-west-1') =>
  violation(name, {
    key: `finding/${region}/${name}`,
    topic: 'finding',
    subject: { kind: 'taskDefinition', name, region },
  });
const audits = (region: string, isSwept: boolean) =>
  source(`audits/${region}`, isSwept, ({ subject }) => subject.region === region);
const going = (region = 'eu-west-1') => audits(region, false);
const over = (region = 'eu-west-1') => audits(region, true);

describe('What a first look finds', () => {
  test('is one digest where the look is over at once, and nothing after it is', async () => {
    const life = new Life();
    expect((await life.look(0, [violation('orders')], [ROLES])).people).toEqual(['digest: opened orders']);
    expect((await life.look(1, [violation('orders'), violation('billing')], [ROLES])).people).toEqual(['opened billing']);
  });

  test('waits for the end of the look and is one digest then; machines are told as it is found', async () => {
    const life = new Life();
    const nothing = { people: [] };
    expect(await life.look(0, [finding('a')], [ROLES, going()])).toEqual({ ...nothing, machines: ['digest: opened a'] });
    expect(await life.look(5, [finding('a'), finding('b')], [ROLES, going()])).toEqual({
      ...nothing,
      machines: ['digest: opened b'],
    });
    const all = [finding('a'), finding('b'), finding('c')];
    expect(await life.look(10, all, [ROLES, over()])).toEqual({
      people: ['digest: opened a', 'digest: opened b', 'digest: opened c'],
      machines: ['digest: opened c'],
    });
    expect(life.channel('default').messages).toHaveLength(1);
  });

  test('is one digest for all sources whose look is over by then', async () => {
    const life = new Life();
    await life.look(0, [finding('a'), finding('b', 'us-east-1')], [going(), going('us-east-1')]);
    const { people } = await life.look(10, [finding('a'), finding('b', 'us-east-1')], [over(), over('us-east-1')]);
    expect(people).toEqual(['digest: opened a', 'digest: opened b']);
    expect(life.channel('default').messages).toHaveLength(1);
  });

  test('holds back nothing of a source that was looked at before', async () => {
    const life = new Life();
    await life.look(0, [], [ROLES, over('us-east-1')]);
    const found = [violation('orders', { severity: 'critical' }), finding('b', 'us-east-1'), finding('a')];
    expect((await life.look(5, found, [ROLES, over('us-east-1'), going()])).people).toEqual(['opened orders', 'opened b']);
    expect((await life.look(9, found, [ROLES, over('us-east-1'), over()])).people).toEqual(['digest: opened a']);
  });

  test('is told as a digest an hour after the source was first seen, though the look is not over, and all else as usual', async () => {
    const life = new Life();
    await life.look(0, [], [going()]);
    expect((await life.look(30, [finding('a')], [going()])).people).toEqual([]);
    expect((await life.look(60, [finding('a')], [going()])).people).toEqual(['digest: opened a']);
    expect((await life.look(61, [finding('a'), finding('b')], [going()])).people).toEqual(['opened b']);
  });

  test('is told an hour later though the source is not seen any more', async () => {
    const life = new Life();
    await life.look(0, [finding('a')], [going()]);
    expect((await life.look(60, [finding('a')], [])).people).toEqual(['digest: opened a']);
  });

  test('is told before that it is over, though what ended it was found by no look', async () => {
    const life = new Life();
    await life.look(0, [finding('a')], [going()]);
    const unfound = source('audits/eu-west-1', false, () => false);
    expect((await life.look(5, [], [unfound])).people).toEqual([]);
    expect((await life.look(10, [], [over()])).people).toEqual(['digest: opened a', 'resolved a']);
  });

  test('and is gone before the look is over is told, and that it is over', async () => {
    const life = new Life();
    await life.look(0, [finding('a')], [going()]);
    await life.look(5, [], [going()]);
    expect((await life.look(10, [], [over()])).people).toEqual(['digest: opened a', 'resolved a']);
  });

  test('stays a digest where a channel does not take it at first, and what comes up meanwhile is told beside it', async () => {
    const life = new Life();
    life.channel('default').fault = 'refuses';
    await life.look(0, [violation('orders')], [ROLES]);
    life.channel('default').fault = 'none';
    const { people } = await life.look(5, [violation('orders'), violation('billing')], [ROLES]);
    expect(people).toEqual(['digest: opened orders', 'opened billing']);
  });

  test('is not what is wrong with the controller itself', async () => {
    const brake = violation('rolecall', { topic: 'brake', subject: { kind: 'controller', name: 'rolecall', region: null } });
    expect((await new Life().look(0, [brake], [roles(false)])).people).toEqual(['opened rolecall']);
  });
});

describe('Sources', () => {
  const RULE = { rule: 'AdminAccess', severity: 'critical', message: 'It is admin' } as const;
  const result = (family: string, trigger: string): GivenResult => ({ family, own: { trigger, findings: [RULE] } });

  /** What is found by first looks, source by source, and which of these are over. */
  function found(given: Given) {
    const { sources = [], violations } = observed(given);
    const namesOf = ({ finds }: Source) => violations.filter(finds).map(({ subject }) => subject.name);
    return Object.fromEntries(sources.map((one) => [one.name, { isOver: one.isSwept, finds: namesOf(one) }]));
  }

  test('are all roles, once a pass could read the whole account', () => {
    const state = { roles: [{ name: 'orders', status: 'Invalid' }] } as const;
    expect(found({ state })).toEqual({ roles: { isOver: true, finds: ['orders'] } });
    expect(found({ state: { ...state, lastSuccess: null } })).toEqual({ roles: { isOver: false, finds: ['orders'] } });
  });

  test('are the task definitions of each region that was swept, whatever found what is wrong with them', () => {
    const audits = [result('orders', 'sweep'), { ...result('billing', 'RegisterTaskDefinition'), region: 'us-east-1' }];
    expect(found({ audits })).toEqual({
      'audits/eu-west-1': { isOver: true, finds: ['orders'] },
      'audits/us-east-1': { isOver: true, finds: ['billing'] },
    });
  });

  test('are those that a sweep that is not over found, but not what an event told of', () => {
    const audits = [result('orders', 'sweep'), result('billing', 'RegisterTaskDefinition')];
    expect(found({ audits, sweptAt: null })).toEqual({ 'audits/eu-west-1': { isOver: false, finds: ['orders'] } });
  });

  test('are none where no sweep began', () => {
    expect(found({ audits: [result('billing', 'RegisterTaskDefinition')], sweptAt: null })).toEqual({});
  });
});

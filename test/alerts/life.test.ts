import { describe, expect, test } from '@jest/globals';
import type { AlertState, AlertViolation } from '../../controller/alerts/alert.ts';
import { advance } from '../../controller/alerts/life.ts';
import { lifePolicyOf } from '../../controller/alerts/life-policy.ts';
import type { Observation } from '../../controller/alerts/observation.ts';
import type { Route } from '../../specs/types.ts';
import { violation } from './alert-world.ts';

const HOUR = 3_600_000;

interface Seen extends Partial<Observation> {
  readonly hours: number;
}

/** What is said where, sight by sight. */
function said(sights: readonly Seen[], routes: readonly Route[] = []) {
  const policy = lifePolicyOf({ routes, alertSeverity: 'high' }, { reminderSeconds: 86_400, failingRuns: 3 });
  let state: Pick<AlertState, 'alerts' | 'failing'> = { alerts: {}, failing: {} };
  const words = sights.map(({ hours, ...seen }, index) => {
    const nothing = { run: String(index), violations: [], unjudged: [], isJudged: () => true };
    const now = new Date(Date.parse('2026-01-01T00:00:00Z') + hours * HOUR);
    const { notices, ...next } = advance(state, { ...nothing, ...seen }, now, policy);
    state = next;
    return notices.map(({ channel, notice }) => `${channel}: ${notice.kind}`);
  });
  return { words, state };
}

const one = (hours: number, differences: Partial<AlertViolation>): Seen => ({
  hours,
  violations: [violation('orders', differences)],
});
const gone = (hours: number): Seen => ({ hours });
const route = (channel: string, severity: Route['severity'], labels: Route['labels'] = {}): Route => ({
  channel,
  severity,
  labels,
});

describe('A violation', () => {
  test.each<[string, Partial<AlertViolation>, readonly string[]]>([
    ['goes to the route of its labels', { labels: { team: 'orders' } }, ['#orders', 'events']],
    ['goes to the route of its severity', { severity: 'critical' }, ['#security', 'events']],
    ['goes to every route that fits', { severity: 'critical', labels: { team: 'orders' } }, ['#orders', '#security', 'events']],
    ['goes to the default channel without a route', { labels: { team: 'billing' } }, ['default', 'events']],
    [
      'below the alert severity goes to a route that takes it',
      { severity: 'low', labels: { team: 'audit' } },
      ['#audit', 'events'],
    ],
    [
      'below the alert severity goes to no route that does not say so',
      { severity: 'medium', labels: { team: 'orders' } },
      ['events'],
    ],
    ['below what everybody wants to know goes to machines only', { severity: 'info' }, ['events']],
  ])('%s', (_, differences, channels) => {
    const routes = [
      route('#orders', undefined, { team: 'orders' }),
      route('#security', 'critical'),
      route('#audit', 'low', { team: 'audit' }),
    ];
    expect(said([one(0, differences)], routes).words).toEqual([channels.map((channel) => `${channel}: opened`)]);
  });

  test('that was told to people is told to them as over, however little it weighs by then', () => {
    const sights = [one(0, { severity: 'critical' }), one(1, { severity: 'medium' }), gone(2)];
    expect(said(sights).words).toEqual([['default: opened', 'events: opened'], [], ['default: resolved', 'events: resolved']]);
  });

  test('whose labels change is told to the others at once, and as over to both', () => {
    const routes = [route('#a', 'high', { team: 'a' }), route('#b', 'high', { team: 'b' })];
    const sights = [one(0, { labels: { team: 'a' } }), one(1, { labels: { team: 'b' } }), gone(2)];
    expect(said(sights, routes).words).toEqual([
      ['#a: opened', 'events: opened'],
      ['#b: opened'],
      ['#a: resolved', 'events: resolved', '#b: resolved'],
    ]);
  });

  test('is reminded of where it still goes, and nowhere else; its changes are told to all who know of it', () => {
    const sights = [
      one(0, {}),
      one(24, { severity: 'medium' }),
      one(48, { severity: 'medium', value: 'b' }),
      one(72, { severity: 'medium', value: 'b' }),
    ];
    expect(said(sights).words.slice(1)).toEqual([
      ['events: reminder'],
      ['events: updated', 'default: updated'],
      ['events: reminder'],
    ]);
  });

  test('reaches people as new once it weighs enough', () => {
    expect(said([one(0, { severity: 'low' }), one(1, { severity: 'high' })]).words).toEqual([
      ['events: opened'],
      ['default: opened', 'events: updated'],
    ]);
  });
});

describe('What gets worse', () => {
  const UPDATED = ['default: updated', 'events: updated'];

  test('is told at once', () => {
    const sights = [one(0, {}), one(0.1, { severity: 'critical', value: 'b' })];
    expect(said(sights).words[1]).toEqual(UPDATED);
  });

  test.each(['narrower', 'different', 'same', null] as const)('is told at once where %s access becomes wider', (access) => {
    expect(said([one(0, { access }), one(0.1, { access: 'wider', value: 'b' })]).words[1]).toEqual(UPDATED);
  });

  test('is told a day later where access only becomes another', () => {
    const sights = [one(0, { access: 'narrower' }), ...[0.1, 24].map((at) => one(at, { access: 'different', value: 'b' }))];
    expect(said(sights).words.slice(1)).toEqual([[], UPDATED]);
  });

  test('and better and worse again is told once in a reminder period, and again in the next', () => {
    const worse = (at: number) => one(at, { severity: 'critical', access: 'wider', value: 'b' });
    const better = (at: number) => one(at, { access: 'narrower' });
    const sights = [better(0), worse(1), better(2), worse(3), better(4), better(26), worse(27)];
    expect(said(sights).words.slice(1)).toEqual([UPDATED, [], [], [], UPDATED, UPDATED]);
  });

  test('in severity and in access by turns is told once of each', () => {
    const severe = (at: number) => one(at, { severity: 'critical', access: 'narrower', value: 'b' });
    const wide = (at: number) => one(at, { access: 'wider', value: 'c' });
    const sights = [one(0, { access: 'narrower' }), severe(1), wide(2), severe(3), wide(4)];
    expect(said(sights).words.slice(1)).toEqual([UPDATED, UPDATED, [], []]);
  });
});

describe('What a state that was lost knew', () => {
  const forgotten = (hours: number): Seen => ({ hours, isForgotten: () => true });
  const both = (kind: string) => [`default: ${kind}`, `events: ${kind}`];

  test('stays open and is reminded of, until there is word that it is over', () => {
    const { words, state } = said([one(0, {}), forgotten(1), forgotten(25), gone(26)]);
    expect(words.slice(1)).toEqual([[], both('reminder'), both('resolved')]);
    expect(state.alerts).toEqual({});
  });

  test('stays silent where nobody can judge it now', () => {
    expect(said([one(0, {}), { ...forgotten(25), isJudged: () => false }]).words[1]).toEqual([]);
  });

  test('is what it was before where it is seen again', () => {
    expect(said([one(0, {}), forgotten(1), one(2, {})]).words.slice(1)).toEqual([[], []]);
  });
});

test.each(['constructor', 'toString', '__proto__'])('A channel may be called %s', (channel) => {
  const { words, state } = said([one(0, {}), one(1, {}), one(25, {}), gone(26)], [route(channel, 'info')]);
  const inChannel = words.map((all) => all.filter((word) => word.startsWith(channel)));
  expect(inChannel).toEqual([[`${channel}: opened`], [], [`${channel}: reminder`], [`${channel}: resolved`]]);
  expect(state.alerts).toEqual({});
});

describe('What cannot be judged', () => {
  const failing = violation('orders', { key: 'reads/orders', what: 'FailingReads', topic: 'reads' });
  const unread = (hours: number): Seen => ({
    hours,
    unjudged: [{ key: failing.key, violation: failing }],
    isJudged: () => false,
  });
  const OPENED = ['default: opened', 'events: opened'];

  test('keeps its count over a run that says nothing of it', () => {
    expect(said([unread(0), unread(1), { hours: 2, isJudged: () => false }, unread(3)]).words).toEqual([[], [], [], OPENED]);
  });

  test('is counted anew once it was judged', () => {
    expect(said([unread(0), unread(1), gone(2), unread(3), unread(4)]).words.flat()).toEqual([]);
  });

  test('stays no longer in mind than until it was judged', () => {
    expect(said([unread(0), gone(1)]).state.failing).toEqual({});
  });
});

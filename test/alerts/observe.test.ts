import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { advance } from '../../controller/alerts/life.ts';
import { DEFAULT_CHANNEL } from '../../controller/alerts/routing.ts';
import type { GivenRoleStatus } from '../report/status/full-state.ts';
import { type Fate, fateOf, type Known, NOW, type ObservedCase, observed, toldBefore } from './observed-case.ts';

const folder = new URL('../cases/alerts/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe.each(files)('%s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly ObservedCase[];

  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { given, expect: expected }) => {
    const observation = observed(given);
    const { told, failing = [], resolves = [], keeps = [], reminds = [] } = expected;
    expect(observation.violations.map(({ key }) => key)).toEqual(told.map((one) => toldBefore(one).key));
    expect(new Set(observation.violations.map(({ key }) => key)).size).toBe(told.length);
    expect(observation.violations).toMatchObject(told.map(({ subject: _subject, ...rest }) => rest));
    expect(observation.unjudged.map(({ violation }) => violation.subject.name)).toEqual(failing);
    const is =
      (...fates: readonly Fate[]) =>
      (one: Known) =>
        fates.includes(fateOf(one, observation, given.toldAt));
    const found = {
      resolves: resolves.filter(is('resolves')),
      keeps: keeps.filter(is('keeps', 'told')),
      reminds: reminds.filter(is('reminds')),
    };
    expect(found).toEqual({ resolves, keeps, reminds });
  });
});

/** The same role, differing only in its drift. */
function value(drift: object) {
  const role = {
    name: 'orders',
    status: 'Drifted',
    drift: [{ unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'high', ...drift }],
  };
  return observed({ state: { roles: [role] } as never }).violations.map((one) => one.value);
}

test('the value changes with what is live, what is wanted and how bad it is, and with nothing else', () => {
  const same = value({ observed: 'a' });
  expect(value({ observed: 'b' })).not.toEqual(same);
  expect(value({ observed: 'a', desired: 'b' })).not.toEqual(same);
  expect(value({ observed: 'a', severity: 'critical' })).not.toEqual(same);
  expect(value({ observed: 'a', access: 'different' })).not.toEqual(same);
  const by = { who: 'jane', via: null, at: '2026-11-22T07:00:00Z', eventId: 'e' };
  expect(value({ observed: 'a', by, detail: ['more'] })).toEqual(same);
});

test('the same in a newer revision has the same value and key, and another role another value', () => {
  const found = (revision: number, role: string) =>
    observed({
      audits: [
        {
          family: 'orders',
          revision,
          own: { findings: [{ rule: 'AdminAccess', severity: 'critical', role, message: `${role} is admin` }] },
        },
      ],
    }).violations.map(({ key, value: what }) => [key, what] as const)[0];
  expect(found(8, 'a')).toEqual(found(7, 'a'));
  expect(found(8, 'b')?.[0]).toEqual(found(7, 'a')?.[0]);
  expect(found(8, 'b')?.[1]).not.toEqual(found(7, 'a')?.[1]);
});

test('a role is one, however its name is spelt in upper and lower case', () => {
  const key = (name: string) => observed({ state: { roles: [{ name, status: 'Invalid' }] } }).violations[0]?.key;
  expect(key('Orders')).toBe(key('orders'));
});

test('only a pass over everything counts as another run', () => {
  const runs = [
    { runId: 'named', scope: 'named' as const },
    { runId: 'full', scope: 'all' as const },
  ];
  expect(observed({ state: { roles: [], runs } }).run).toBe('full');
});

test('a command to paste quotes whatever a name holds', () => {
  const [violation] = observed({
    state: { roles: [{ name: "a'b;c", status: 'Invalid', spec: { file: 'a b.yaml', line: 1, version: null, hash: '' } }] },
  }).violations;
  expect(violation?.next.command).toBe("rolecall validate 'a b.yaml'");
});

describe('from one pass to the next', () => {
  const policy = { routes: [], alertSeverity: 'high', reminderSeconds: 24 * 3600, failingRuns: 2 } as const;
  const by = { who: 'jane', via: null, at: '2026-11-22T07:54:00Z', eventId: 'e-1' };
  const drift = { unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'high' } as const;
  const whole = { desired: null, observed: null, detail: [], tolerated: null, by };
  const at = '2026-11-22T07:55:00.000Z';
  const corrected: GivenRoleStatus = { name: 'orders', status: 'Corrected', corrected: { at, drift: [{ ...drift, ...whole }] } };
  const settling: GivenRoleStatus = { ...corrected, status: 'Progressing', reasons: [{ code: 'Settling', message: '' }] };
  const inSync: GivenRoleStatus = { ...corrected, status: 'InSync', checkedAt: '2026-11-22T07:58:00.000Z' };
  const unread: GivenRoleStatus = { name: 'orders', status: 'Unknown' };

  /** What is said after each of these passes. */
  function said(passes: readonly GivenRoleStatus[]): readonly (readonly string[])[] {
    let known: Parameters<typeof advance>[0] = { alerts: {}, failing: {} };
    return passes.map((role, index) => {
      const observation = observed({ state: { roles: [role], runs: [{ runId: `run-${index}` }] } });
      const { notices, ...next } = advance(known, observation, NOW, policy);
      known = next;
      const toPeople = notices.filter(({ channel }) => channel === DEFAULT_CHANNEL);
      return toPeople.map(({ notice: { kind, violation } }) => `${kind} ${violation.what}`);
    });
  }

  test('a drift that was corrected at once is told once, and resolved once the role was looked at again', () => {
    expect(said([corrected, settling, inSync, inSync])).toEqual([['opened trustPolicy'], [], ['resolved trustPolicy'], []]);
  });

  test('a correction that was seen only while it settled is told all the same', () => {
    expect(said([settling, inSync])).toEqual([['opened trustPolicy'], ['resolved trustPolicy']]);
  });

  test('reads that fail are told once they fail repeatedly, and resolve nothing meanwhile', () => {
    expect(said([corrected, unread, unread, inSync])).toEqual([
      ['opened trustPolicy'],
      [],
      ['opened FailingReads'],
      ['resolved trustPolicy', 'resolved FailingReads'],
    ]);
  });
});

test('A correction that nobody looked at before the role was checked again is missed, and not once it was looked at', () => {
  const by = { who: 'jane', via: null, at: '2026-11-22T07:54:00Z', eventId: 'e-1' };
  const drift = {
    unit: 'trustPolicy',
    kind: 'different',
    access: 'wider',
    severity: 'high',
    desired: null,
    observed: null,
  } as const;
  const corrected = { at: '2026-11-22T07:55:00.000Z', drift: [{ ...drift, detail: [], tolerated: null, by }] };
  const role = { name: 'orders', status: 'InSync', checkedAt: '2026-11-22T07:58:00.000Z', corrected } as const;
  const missedAfter = (lookedAt: string) =>
    observed({ state: { roles: [role] }, lookedAt }).missed?.map(({ subject }) => subject.name);
  expect([missedAfter('2026-11-22T07:50:00.000Z'), missedAfter('2026-11-22T07:56:00.000Z')]).toEqual([['orders'], []]);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advance } from '../../controller/alerts/life.ts';
import { type Drift, STATUSES } from '../../reconciler/types.ts';
import { SEVERITIES } from '../../specs/types.ts';
import type { GivenRoleStatus } from '../report/status/full-state.ts';
import { NOW, observed } from './observed-case.ts';

const POLICY = { routes: [], alertSeverity: 'info', reminderSeconds: 24 * 3600, failingRuns: 2 } as const;
const CHECKED = '2026-11-22T07:55:00.000Z';

const drift: fc.Arbitrary<Drift> = fc.record({
  unit: fc.constantFrom('trustPolicy', 'description', 'inlinePolicies[Read]', 'managedPolicies[arn:aws:iam::aws:policy/Admin]'),
  kind: fc.constantFrom('missing', 'extra', 'different', 'content'),
  access: fc.constantFrom('wider', 'narrower', 'different', 'same'),
  severity: fc.constantFrom(...SEVERITIES),
  desired: fc.constantFrom(null, 'a'),
  observed: fc.constantFrom(null, 'b'),
  detail: fc.constant([]),
  tolerated: fc.constantFrom(null, null, 'additive', 'ignore', 'unreconcilable', 'content', 'backOff'),
  by: fc.constantFrom(null, { who: 'jane', via: null, at: CHECKED, eventId: 'e' }),
});
const drifts = fc.uniqueArray(drift, { maxLength: 3, selector: ({ unit }) => unit });

const role: fc.Arbitrary<GivenRoleStatus> = fc
  .record({
    name: fc.constantFrom('orders', 'billing', '__proto__', 'users'),
    status: fc.constantFrom(...STATUSES),
    drift: drifts,
    corrected: fc.option(fc.record({ at: fc.constantFrom(CHECKED, '2026-11-22T07:00:00.000Z'), drift: drifts }), {
      nil: undefined,
    }),
    reasons: fc.uniqueArray(
      fc
        .constantFrom('Settling', 'Guard', 'Failed', 'Brake', 'BackOff', 'OtherOwner')
        .map((code) => ({ code, message: `${code}.` }) as const),
      { maxLength: 3, selector: ({ code }) => code },
    ),
    waits: fc.boolean(),
  })
  .map(({ corrected, waits, ...rest }) => ({
    ...rest,
    checkedAt: CHECKED,
    // As the controller does: what was corrected in the last check is no drift any more.
    conditions: rest.status === 'Corrected' || corrected?.at === CHECKED ? [synced] : [],
    ...(corrected !== undefined && {
      corrected: { ...corrected, drift: corrected.drift.map((one) => ({ ...one, tolerated: null })) },
    }),
    relapses: waits ? { trustPolicy: { corrected: [], driftedBack: [], waitsUntil: CHECKED, waitSeconds: 600 } } : {},
  })) as fc.Arbitrary<GivenRoleStatus>;
const synced = { type: 'Synced', status: 'True', reason: 'InSync', message: '', since: CHECKED } as const;
const roles = fc.uniqueArray(role, { maxLength: 4, selector: ({ name }) => name });

const seen = (given: readonly GivenRoleStatus[], runId = 'run-1') => observed({ state: { roles: given, runs: [{ runId }] } });
const NOTHING: Parameters<typeof advance>[0] = { alerts: {}, failing: {} };

/** Of a unit that was both corrected and is tolerated the case is the caller's; the state holds it once. */
const isPlausible = (given: readonly GivenRoleStatus[]) =>
  given.every(
    ({ drift = [], corrected }) =>
      !corrected?.drift.some(({ unit }) => drift.some((one) => one.unit === unit && one.tolerated != null)),
  );

test('whatever is wrong is known by one key, and what fails is no violation yet', () => {
  fc.assert(
    fc.property(roles.filter(isPlausible), (given) => {
      const { violations, unjudged } = seen(given);
      const keys = [...violations, ...unjudged].map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 300 },
  );
});

test('the same state seen twice says nothing the second time', () => {
  fc.assert(
    fc.property(roles.filter(isPlausible), (given) => {
      const first = advance(NOTHING, seen(given), NOW, POLICY);
      expect(advance(first, seen(given), NOW, POLICY).notices).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a role that is not read, or whose spec cannot be read, resolves nothing of what was told of it but its readable spec', () => {
  fc.assert(
    fc.property(roles.filter(isPlausible), fc.constantFrom('Unknown', 'Invalid', 'Suspended'), (given, status) => {
      const first = advance(NOTHING, seen(given), NOW, POLICY);
      const blind = given.map(({ corrected: _corrected, ...one }) => ({ ...one, status }) as GivenRoleStatus);
      const { notices } = advance(first, seen(blind, 'run-2'), NOW, POLICY);
      const resolved = notices.map(({ notice }) => notice).filter(({ kind }) => kind === 'resolved');
      expect(resolved.filter(({ violation }) => violation.topic !== 'spec')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('everything that was told is resolved once its role is in sync', () => {
  fc.assert(
    fc.property(roles.filter(isPlausible), (given) => {
      const first = advance(NOTHING, seen(given), NOW, POLICY);
      const healed = given.map(
        ({ name }): GivenRoleStatus => ({ name, status: 'InSync', checkedAt: '2026-11-22T08:00:00.000Z' }),
      );
      const last = advance(first, seen(healed, 'run-2'), NOW, POLICY);
      expect(last.alerts).toEqual({});
      expect(last.notices.map(({ notice }) => notice.kind)).toEqual(first.notices.map(() => 'resolved'));
    }),
    { numRuns: 300 },
  );
});

import { expect, test } from '@jest/globals';
import { relapsesAfter } from '../../controller/folding/relapses-after.ts';
import type { Action } from '../../reconciler/types.ts';
import { driftOf, roleReport, roleStatus } from './role-status.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const EARLIER = '2026-06-01T11:50:00.000Z';
const DRIFT = [driftOf('trustPolicy'), driftOf('description')];
const TRUSTED: Action = {
  call: 'UpdateAssumeRolePolicy',
  input: { RoleName: 'orders', PolicyDocument: '{}' },
  outcome: 'done',
};

test('a unit that was corrected in a role that failed as a whole drifts back all the same', () => {
  const failed = roleReport('orders', { status: 'Failed', drift: DRIFT, actions: [TRUSTED] });
  const first = relapsesAfter(failed, undefined, {}, new Date(EARLIER));
  expect(Object.keys(first)).toEqual(['trustPolicy']);
  const conditions = [{ type: 'Synced', status: 'False', reason: 'Failed', message: '', since: EARLIER }] as const;
  const before = roleStatus('orders', { status: 'Failed', drift: DRIFT, relapses: first, checkedAt: EARLIER, conditions });
  const second = relapsesAfter(failed, before, first, NOW);
  expect(second.trustPolicy).toMatchObject({ driftedBack: [NOW.toISOString()], corrected: [EARLIER, NOW.toISOString()] });
});

test('only the tags that a call names count as corrected', () => {
  const tag: Action = { call: 'TagRole', input: { RoleName: 'orders', Tags: [{ Key: 'team', Value: 'a' }] }, outcome: 'done' };
  const report = roleReport('orders', {
    status: 'Corrected',
    drift: [driftOf('tags[team]'), driftOf('tags[cost]')],
    actions: [tag],
  });
  expect(Object.keys(relapsesAfter(report, undefined, {}, NOW))).toEqual(['tags[team]']);
});

test('a call that was only planned corrects nothing', () => {
  const report = roleReport('orders', { status: 'Drifted', drift: DRIFT, actions: [{ ...TRUSTED, outcome: 'planned' }] });
  expect(relapsesAfter(report, undefined, {}, NOW)).toEqual({});
});

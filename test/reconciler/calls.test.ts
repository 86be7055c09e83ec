import { describe, expect, test } from '@jest/globals';
import { IamError } from '../../iam/errors.ts';
import type { Run } from '../../reconciler/ports.ts';
import { failing, type MadeCall, recording } from '../faults.ts';
import { memoryOf, pass, wholePass } from '../world.ts';
import { accountWith, arnOf, specFile, specSet } from './given.ts';

const INLINE = { A: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' } };
const ROLE = { managedPolicies: ['own/read', 'own/send'], inlinePolicies: INLINE };
const BULK = { GetAccountAuthorizationDetails: 1, ListRoles: 1 };

/** Roles that are as declared, but for what only the specs say. */
function fleet(size: number, declared: object = {}) {
  const names = Array.from({ length: size }, (_, index) => `orders-${index}`);
  const iam = recording(accountWith(names.map((name) => ({ ...ROLE, name }))));
  return { iam, specs: specSet(...names.map((name) => specFile({ ...ROLE, ...declared }, 'TaskRole', name))) };
}

describe('The calls of a pass', () => {
  test.each([1, 10, 300])('are the two lists when %i roles are in sync', async (size) => {
    const { iam, specs } = fleet(size);
    expect((await pass(iam, specs)).summary.inSync).toBe(size);
    expect(iam.counts()).toEqual(BULK);
  });

  test('are, for a role that is written, its fresh read, its inline policies and its writes beside', async () => {
    const { iam, specs } = fleet(30);
    await iam.call('DeleteRolePolicy', { RoleName: 'orders-3', PolicyName: 'A' });
    await iam.call('PutRolePolicy', {
      RoleName: 'orders-3',
      PolicyName: 'B',
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    });
    const before = iam.calls.length;
    expect((await pass(iam, specs)).summary).toMatchObject({ inSync: 29, corrected: 1 });
    expect(
      iam.calls
        .slice(before)
        .map(({ call }) => call)
        .sort(),
    ).toEqual(
      [
        ...Object.keys(BULK),
        'GetAccountSummary',
        ...['GetRole', 'ListAttachedRolePolicies', 'ListRolePolicies', 'GetRolePolicy'],
        ...['PutRolePolicy', 'DeleteRolePolicy'],
      ].sort(),
    );
  });

  const chosen: Run['only'] = (role) => 'role' in role && role.role.name === 'orders-3';
  const SINGLE = { GetRole: 1, ListAttachedRolePolicies: 1, ListRolePolicies: 1, GetRolePolicy: 1 };

  test('are, for a few chosen roles, single reads', async () => {
    const { iam, specs } = fleet(30);
    const report = await pass(iam, specs, { only: chosen });
    expect(report.summary).toMatchObject({ roles: 1, inSync: 1 });
    expect(iam.counts()).toEqual(SINGLE);
  });

  test('are no more for a chosen role that lost its description, but the write', async () => {
    const { iam, specs } = fleet(30, { description: 'Orders' });
    expect((await pass(iam, specs, { only: chosen })).summary.corrected).toBe(1);
    expect(iam.counts()).toEqual({ ...SINGLE, UpdateRole: 1 });
  });

  test('are, for a chosen role that somebody gave a policy, the policies to judge it by beside', async () => {
    const { iam, specs } = fleet(30);
    await iam.call('AttachRolePolicy', { RoleName: 'orders-3', PolicyArn: arnOf('own/write') });
    const before = iam.calls.length;
    expect((await pass(iam, specs, { only: chosen })).summary.corrected).toBe(1);
    expect(countsOf(iam.calls.slice(before))).toEqual({ ...SINGLE, GetPolicy: 3, GetPolicyVersion: 3, DetachRolePolicy: 1 });
  });

  test('are, for a chosen role that lost a policy, the quotas of the account beside', async () => {
    const { iam, specs } = fleet(30);
    await iam.call('DeleteRolePolicy', { RoleName: 'orders-3', PolicyName: 'A' });
    const before = iam.calls.length;
    expect((await pass(iam, specs, { only: chosen })).summary.corrected).toBe(1);
    expect(countsOf(iam.calls.slice(before))).toEqual({
      ...{ GetRole: 1, ListAttachedRolePolicies: 1, ListRolePolicies: 1 },
      ...{ GetPolicy: 2, GetPolicyVersion: 2, GetAccountSummary: 1, PutRolePolicy: 1 },
    });
  });

  test('are, for a chosen role that somebody changes meanwhile, another reading', async () => {
    const { iam, specs } = fleet(30, { description: 'Orders' });
    let refused = 0;
    const busy = failing(iam, ({ call }) =>
      call === 'UpdateRole' && refused++ === 0 ? new IamError('ConcurrentModification', 'Not now.', call) : undefined,
    );
    expect((await pass(busy, specs, { only: chosen })).summary.corrected).toBe(1);
    expect(iam.counts()).toMatchObject({ GetRole: 2, UpdateRole: 1 });
  });

  test('are the pages of the two lists also for a thousand roles whose policies are remembered', async () => {
    const { iam, specs } = fleet(1000);
    const { policies } = await wholePass(iam, specs);
    const before = iam.calls.length;
    const memory = memoryOf({ acceptedPolicies: (role) => policies.get(role) ?? new Map() });
    expect((await pass(iam, specs, { memory })).summary.inSync).toBe(1000);
    expect(countsOf(iam.calls.slice(before))).toEqual({ GetAccountAuthorizationDetails: 2, ListRoles: 1 });
  });
});

function countsOf(calls: readonly MadeCall[]): Readonly<Record<string, number>> {
  const names = calls.map(({ call }) => call);
  return Object.fromEntries(names.map((name) => [name, names.filter((other) => other === name).length]));
}

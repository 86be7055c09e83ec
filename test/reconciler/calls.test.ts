import { describe, expect, test } from '@jest/globals';
import { recording } from '../faults.ts';
import { pass } from '../world.ts';
import { accountWith, specFile, specSet } from './given.ts';

const INLINE = { A: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' } };
const ROLE = { managedPolicies: ['own/read', 'own/send'], inlinePolicies: INLINE };
const BULK = { GetAccountAuthorizationDetails: 1, ListRoles: 1 };

function fleet(size: number) {
  const names = Array.from({ length: size }, (_, index) => `orders-${index}`);
  const iam = recording(accountWith(names.map((name) => ({ ...ROLE, name }))));
  return { iam, specs: specSet(...names.map((name) => specFile(ROLE, 'TaskRole', name))) };
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

  test('are, for a few chosen roles, single reads', async () => {
    const { iam, specs } = fleet(30);
    const report = await pass(iam, specs, { only: (role) => 'role' in role && role.role.name === 'orders-3' });
    expect(report.summary).toMatchObject({ roles: 1, inSync: 1 });
    expect(iam.counts()).toEqual({ GetRole: 1, ListAttachedRolePolicies: 1, ListRolePolicies: 1, GetRolePolicy: 1 });
  });
});

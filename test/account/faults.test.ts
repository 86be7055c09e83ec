import { describe, expect, test } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import type { IamApi } from '../../iam/api.ts';
import {
  Death,
  dyingAfter,
  dyingAfterWrites,
  failingPage,
  losingResponses,
  recording,
  refusing,
  staleReads,
  throttlingEvery,
} from '../faults.ts';

const TRUST =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}';

const newAccount = () => new EmbeddedAccount({ accountId: '111122223333' });
const create = (api: IamApi, RoleName: string) => api.call('CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST });
const names = async (api: IamApi) => (await api.call('ListRoles', {})).Roles.map(({ RoleName }) => RoleName);

describe('faults of the port to IAM', () => {
  test('death before a call leaves the account without it, and stays', async () => {
    const account = newAccount();
    const mortal = dyingAfter(account, 1);
    await create(mortal, 'a');
    await expect(create(mortal, 'b')).rejects.toThrow(Death);
    await expect(create(mortal, 'c')).rejects.toThrow(Death);
    expect(await names(account)).toEqual(['a']);
  });

  test('death after a call leaves the account with it', async () => {
    const account = newAccount();
    const mortal = dyingAfter(account, 1, 'after');
    await create(mortal, 'a');
    await expect(create(mortal, 'b')).rejects.toThrow(Death);
    await expect(create(mortal, 'c')).rejects.toThrow(Death);
    expect(await names(account)).toEqual(['a', 'b']);
  });

  test('death counted in writes leaves reads alone until it comes', async () => {
    const account = newAccount();
    const mortal = dyingAfterWrites(account, 1);
    await names(mortal);
    await create(mortal, 'a');
    await names(mortal);
    await expect(create(mortal, 'b')).rejects.toThrow(Death);
    await expect(names(mortal)).rejects.toThrow(Death);
  });

  test('a lost answer is transient, and the call took effect', async () => {
    const account = newAccount();
    const lossy = losingResponses(account, ({ call }) => call === 'CreateRole');
    await expect(create(lossy, 'a')).rejects.toMatchObject({ kind: 'transient' });
    expect(await names(lossy)).toEqual(['a']);
  });

  test('every k-th call is throttled', async () => {
    const throttled = throttlingEvery(newAccount(), 2);
    await expect(names(throttled)).resolves.toEqual([]);
    await expect(names(throttled)).rejects.toMatchObject({ code: 'Throttling', kind: 'transient' });
    await expect(names(throttled)).resolves.toEqual([]);
  });

  test('given calls are refused, others not', async () => {
    const refused = refusing(newAccount(), ['CreateRole']);
    await expect(create(refused, 'a')).rejects.toMatchObject({ code: 'AccessDenied', kind: 'refused' });
    await expect(names(refused)).resolves.toEqual([]);
  });

  test('one page of a list fails', async () => {
    const failing = failingPage(newAccount(), 'ListRoles', 2);
    await expect(names(failing)).resolves.toEqual([]);
    await expect(names(failing)).rejects.toMatchObject({ code: 'ServiceFailure' });
    await expect(names(failing)).resolves.toEqual([]);
  });

  test('reads are stale by so many writes', async () => {
    const stale = staleReads(newAccount(), 1);
    await create(stale, 'a');
    expect(await names(stale)).toEqual([]);
    await create(stale, 'b');
    expect(await names(stale)).toEqual(['a']);
  });

  test('calls are recorded, and faults compose', async () => {
    const recorded = recording(throttlingEvery(newAccount(), 2));
    await create(recorded, 'a');
    await expect(names(recorded)).rejects.toThrow('Rate exceeded');
    expect(recorded.counts()).toEqual({ CreateRole: 1, ListRoles: 1 });
    expect(recorded.writes()).toMatchObject([{ call: 'CreateRole', input: { RoleName: 'a' } }]);
  });
});

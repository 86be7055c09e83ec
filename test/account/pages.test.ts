import { describe, expect, test } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { allDetails, allRoles } from './all-pages.ts';

const TRUST =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}';

async function accountOf(names: readonly string[], pageSize?: number): Promise<EmbeddedAccount> {
  const account = new EmbeddedAccount({
    accountId: '111122223333',
    quotas: { RolesQuota: 20_000 },
    ...(pageSize && { pageSize }),
  });
  for (const RoleName of names) await account.call('CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST });
  return account;
}

describe('pages of the embedded account', () => {
  test('a page may be shorter than asked for, with more to come', async () => {
    const account = await accountOf(['a', 'b', 'c'], 2);
    const page = await account.call('ListRoles', { MaxItems: 100 });
    expect(page).toMatchObject({ IsTruncated: true, Roles: [{ RoleName: 'a' }, { RoleName: 'b' }] });
  });

  test('the last page has no marker, even when it is full', async () => {
    const account = await accountOf(['a', 'b']);
    const page = await account.call('ListRoles', { MaxItems: 2 });
    expect(page.IsTruncated).toBe(false);
    expect(page).not.toHaveProperty('Marker');
  });

  test('a role deleted between two pages makes the next page neither skip nor repeat another', async () => {
    const account = await accountOf(['a', 'b', 'c', 'd']);
    const first = await account.call('ListRoles', { MaxItems: 2 });
    await account.call('DeleteRole', { RoleName: 'a' });
    const second = await account.call('ListRoles', { MaxItems: 2, ...(first.Marker && { Marker: first.Marker }) });
    expect(second.Roles.map(({ RoleName }) => RoleName)).toEqual(['c', 'd']);
  });

  test('what was written is in the next list, and what was deleted is not', async () => {
    const account = await accountOf(['a', 'b']);
    await allRoles(account);
    await allDetails(account);
    await account.call('TagRole', { RoleName: 'a', Tags: [{ Key: 'team', Value: 'orders' }] });
    await account.call('DeleteRole', { RoleName: 'b' });
    expect((await allRoles(account)).map(({ RoleName }) => RoleName)).toEqual(['a']);
    expect((await allDetails(account)).roles).toMatchObject([{ RoleName: 'a', Tags: [{ Key: 'team' }] }]);
  });

  test('ten thousand roles are created and read in both lists within seconds', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `role-${index}`);
    const started = performance.now();
    const account = await accountOf(names);
    expect(await allRoles(account)).toHaveLength(10_000);
    expect((await allDetails(account)).roles).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('answers of the embedded account', () => {
  test('changing an answer changes nothing in the account', async () => {
    const account = await accountOf(['a']);
    await account.call('TagRole', { RoleName: 'a', Tags: [{ Key: 'team', Value: 'orders' }] });
    const before = structuredClone(await account.call('GetRole', { RoleName: 'a' }));
    const { Role } = await account.call('GetRole', { RoleName: 'a' });
    Object.assign(Role.Tags?.[0] ?? {}, { Value: 'changed' });
    Role.CreateDate?.setFullYear(1999);
    expect(await account.call('GetRole', { RoleName: 'a' })).toEqual(before);
  });

  test('what is done to a copy is not seen in the account', async () => {
    const account = await accountOf(['a']);
    await account.copy().call('DeleteRole', { RoleName: 'a' });
    expect(await allRoles(account)).toHaveLength(1);
  });

  test('a refusal names the call', async () => {
    const account = await accountOf([]);
    await expect(account.call('GetRole', { RoleName: 'nobody' })).rejects.toMatchObject({ call: 'GetRole', kind: 'absent' });
  });
});

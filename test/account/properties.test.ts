import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { accountFromExports } from '../../iam/account/export.ts';
import { exportAccount } from '../../iam/account/export-account.ts';
import { isIamError } from '../../iam/errors.ts';
import { allDetails, allRoles } from './all-pages.ts';
import { ACCOUNT, MANAGED_POLICIES, type RandomCall, randomCall } from './random-calls.ts';
import { importedAccount } from './vulnerable-account.ts';

const RUNS = { numRuns: 500 };
const sequence = fc.array(randomCall, { maxLength: 30 });

function newAccount(pageSize = 1000): EmbeddedAccount {
  const quotas = { AttachedPoliciesPerRoleQuota: 2, RolesQuota: 4 };
  return new EmbeddedAccount({ accountId: ACCOUNT, managedPolicies: MANAGED_POLICIES, quotas, pageSize });
}

/** Makes one call; whether IAM took it. */
async function made(account: EmbeddedAccount, { call, input }: RandomCall): Promise<boolean> {
  try {
    await account.call(call, input as never);
    return true;
  } catch (error) {
    if (isIamError(error)) return false;
    throw error;
  }
}

async function accountAfter(calls: readonly RandomCall[], pageSize?: number): Promise<EmbeddedAccount> {
  const account = newAccount(pageSize);
  for (const call of calls) await made(account, call);
  return account;
}

describe('after any calls, right or wrong, in the embedded account', () => {
  test('the pages of both lists hold every role exactly once', async () => {
    const pages = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(sequence, pages, pages, async (calls, maxItems, pageSize) => {
        const account = await accountAfter(calls, pageSize);
        const names = [...account.state.roles.values()].map(({ name }) => name).sort();
        expect((await allRoles(account, maxItems)).map(({ RoleName }) => RoleName).sort()).toEqual(names);
        expect((await allDetails(account, maxItems)).roles.map(({ RoleName }) => RoleName).sort()).toEqual(names);
      }),
      RUNS,
    );
  });

  test('the bulk read and the reads of each role say the same', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (calls) => {
        const account = await accountAfter(calls);
        for (const role of (await allDetails(account)).roles) {
          const { RoleName } = role;
          const single = (await account.call('GetRole', { RoleName })).Role;
          const attached = (await account.call('ListAttachedRolePolicies', { RoleName })).AttachedPolicies;
          const inline = (await account.call('ListRolePolicies', { RoleName })).PolicyNames;
          expect(single).toMatchObject({
            RoleId: role.RoleId,
            AssumeRolePolicyDocument: role.AssumeRolePolicyDocument,
            Tags: role.Tags,
          });
          expect(single.PermissionsBoundary).toEqual(role.PermissionsBoundary);
          expect(new Set(attached)).toEqual(new Set(role.AttachedManagedPolicies));
          expect(new Set(inline)).toEqual(new Set(role.RolePolicyList.map(({ PolicyName }) => PolicyName)));
        }
      }),
      RUNS,
    );
  });

  test('names, ids and quotas hold', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (calls) => {
        const { roles } = await allDetails(await accountAfter(calls));
        expect(roles.length).toBeLessThanOrEqual(4);
        expect(new Set(roles.map(({ RoleName }) => RoleName.toLowerCase())).size).toBe(roles.length);
        expect(new Set(roles.map(({ RoleId }) => RoleId)).size).toBe(roles.length);
        expect(roles.every(({ AttachedManagedPolicies }) => AttachedManagedPolicies.length <= 2)).toBe(true);
      }),
      RUNS,
    );
  });

  test('no trust policy names a role of the account that is gone', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (calls) => {
        const { roles } = await allDetails(await accountAfter(calls));
        const arns = new Set(roles.map(({ Arn }) => Arn));
        const named = roles.flatMap((role) => role.AssumeRolePolicyDocument.match(/arn:aws:iam::111122223333:role[^"]*/g) ?? []);
        expect(named.filter((arn) => !arns.has(arn))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('a refused call has changed nothing', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, randomCall, async (calls, last) => {
        const account = await accountAfter(calls);
        const before = account.copy();
        if (await made(account, last)) return;
        expect(isDeepStrictEqual(account.state.roles, before.state.roles)).toBe(true);
      }),
      RUNS,
    );
  });

  test('the same call again is refused or changes nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, randomCall, async (calls, last) => {
        const account = await accountAfter(calls);
        await made(account, last);
        const before = account.copy();
        await made(account, last);
        expect(isDeepStrictEqual(account.state.roles, before.state.roles)).toBe(true);
      }),
      RUNS,
    );
  });

  test('a snapshot reads back to the same account', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, async (calls) => {
        const account = await accountAfter(calls);
        const snapshot = JSON.parse(JSON.stringify(exportAccount(account)));
        const again = importedAccount([snapshot]).account;
        expect(exportAccount(again)).toEqual(exportAccount(account));
        expect(again.state.quotas).toEqual(account.state.quotas);
        expect(new Map([...again.state.roles].sort())).toEqual(new Map([...account.state.roles].sort()));
      }),
      RUNS,
    );
  });
});

describe('reading exports', () => {
  test('no JSON at all makes it crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (value, roles, rest) => {
        for (const candidate of [value, { RoleDetailList: roles, Policies: rest }, { Roles: [roles], SummaryMap: rest }])
          expect(accountFromExports([{ file: 'x.json', value: candidate }], { accountId: ACCOUNT })).toHaveProperty('ok');
      }),
      RUNS,
    );
  });
});

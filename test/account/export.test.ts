import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { accountFromExports, type ExportOptions } from '../../iam/account/export.ts';
import { exportAccount } from '../../iam/account/export-account.ts';
import type { IamApi } from '../../iam/api.ts';
import { allDetails, allRoles } from './all-pages.ts';
import { importedAccount, type RawRole, vulnerableExport } from './vulnerable-account.ts';

const OWNER = '200611803367';
const STRAY = '012345678901';

/** What aws iam list-roles says of the same roles. */
function listed(roles: readonly RawRole[]) {
  const inList = ({ Path, RoleName, RoleId, Arn, AssumeRolePolicyDocument }: RawRole) => ({
    Path,
    RoleName,
    RoleId,
    Arn,
    AssumeRolePolicyDocument,
    MaxSessionDuration: 7200,
  });
  return { Roles: roles.map((role, index) => ({ ...inList(role), ...(index === 0 && { Description: 'the first' }) })) };
}

function failure(values: readonly unknown[], options?: ExportOptions) {
  const exports = values.map((value, index) => ({ file: `${index + 1}.json`, value }));
  return accountFromExports(exports, options);
}

describe('an account from an export', () => {
  test('holds the roles of the account that has most of them, and names the others', async () => {
    const { account, foreignRoles } = importedAccount([vulnerableExport()]);
    expect(account.accountId).toBe(OWNER);
    expect(await allRoles(account)).toHaveLength(75);
    expect(foreignRoles).toEqual(
      ['MyOtherRole', 'MyRole', 'OverprivilegedEC2'].map((name) => `arn:aws:iam::${STRAY}:role/${name}`),
    );
  });

  test('holds the roles of the account that is asked for', async () => {
    const { account, foreignRoles } = importedAccount([vulnerableExport()], { accountId: STRAY });
    expect((await allRoles(account)).map(({ RoleName }) => RoleName)).toEqual(['MyOtherRole', 'MyRole', 'OverprivilegedEC2']);
    expect(foreignRoles).toHaveLength(75);
  });

  test('holds each role as the export does', async () => {
    const raw = vulnerableExport();
    const { roles } = await allDetails(importedAccount([raw]).account);
    const role = roles.find(({ RoleName }) => RoleName === 'AWS-QuickSetup-EnableCRecording-1clff_ap-northeast-1');
    const wanted = raw.RoleDetailList[0];
    expect(JSON.parse(role?.AssumeRolePolicyDocument ?? '')).toEqual(wanted?.AssumeRolePolicyDocument);
    expect(role?.RolePolicyList.map(({ PolicyDocument }) => JSON.parse(PolicyDocument))).toEqual(
      wanted?.RolePolicyList.map(({ PolicyDocument }) => PolicyDocument),
    );
    expect(role?.AttachedManagedPolicies).toEqual(wanted?.AttachedManagedPolicies);
    expect(role?.CreateDate).toEqual(new Date('2022-08-07T12:55:43Z'));
  });

  const forms = [
    ['an object', (document: unknown) => document],
    ['plain text', (document: unknown) => JSON.stringify(document)],
    ['URL-encoded text', (document: unknown) => encodeURIComponent(JSON.stringify(document))],
  ] as const;

  test.each(forms.flatMap(([form, written]) => ['100%25/é', '100%/é', '%7B'].map((key) => [form, key, written] as const)))(
    'decodes a document that is %s once, with %s in it',
    async (_form, key, written) => {
      const raw = vulnerableExport();
      const [role] = raw.RoleDetailList;
      const document = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${key}` }],
      };
      role?.RolePolicyList.push({ PolicyName: 'p', PolicyDocument: written(document) });
      const { account } = importedAccount([raw]);
      const answer = await account.call('GetRolePolicy', { RoleName: role?.RoleName ?? '', PolicyName: 'p' });
      expect(answer.PolicyDocument).toBe(JSON.stringify(document));
    },
  );

  test('keeps a document that is no policy as it is', async () => {
    const raw = vulnerableExport();
    const [role] = raw.RoleDetailList;
    role?.RolePolicyList.push({ PolicyName: 'broken', PolicyDocument: '%7B broken %' });
    const { account } = importedAccount([raw]);
    const answer = await account.call('GetRolePolicy', { RoleName: role?.RoleName ?? '', PolicyName: 'broken' });
    expect(answer.PolicyDocument).toBe('%7B broken %');
  });

  test.each<[unknown, object | undefined]>([
    ['2025-11-23 00:10:02+00:00', { LastUsedDate: new Date('2025-11-23T00:10:02Z') }],
    ['2025-11-23T00:10:02.5+01:00', { LastUsedDate: new Date('2025-11-22T23:10:02.500Z') }],
    ['2025-11-23T00:10:02Z', { LastUsedDate: new Date('2025-11-23T00:10:02Z') }],
    ['2025-11-23', { LastUsedDate: new Date('2025-11-23T00:00:00Z') }],
    [1763856602, { LastUsedDate: new Date('2025-11-23T00:10:02Z') }],
    [undefined, {}],
    ['Sun 23 Nov, 00:10', undefined],
    ['23 Nov 2001', undefined],
    ['11/23/2025', undefined],
    ['2025-11-23 00:10:02', undefined],
    ['2025-13-23', undefined],
    ['', undefined],
    [Number.MAX_VALUE, undefined],
  ])('of a role last used at %j says %j', async (LastUsedDate, expected) => {
    const raw = vulnerableExport();
    const [role] = raw.RoleDetailList;
    Object.assign(role ?? {}, { RoleLastUsed: { LastUsedDate } });
    const answer = await importedAccount([raw]).account.call('GetRole', { RoleName: role?.RoleName ?? '' });
    expect(answer.Role.RoleLastUsed).toEqual(expected);
  });

  test('does not say what the export cannot hold', async () => {
    const { account, unobserved } = importedAccount([vulnerableExport()]);
    const { Role } = await account.call('GetRole', { RoleName: 'privesc14-UpdatingAssumeRolePolicy-role' });
    expect(unobserved).toEqual(['description', 'maxSessionDuration']);
    expect(Role).not.toHaveProperty('Description');
    expect(Role).not.toHaveProperty('MaxSessionDuration');
  });

  test('knows description and duration once they were written', async () => {
    const { account } = importedAccount([vulnerableExport()]);
    const RoleName = 'privesc14-UpdatingAssumeRolePolicy-role';
    await account.call('UpdateRole', { RoleName, Description: 'new', MaxSessionDuration: 7200 });
    expect((await account.call('GetRole', { RoleName })).Role).toMatchObject({ Description: 'new', MaxSessionDuration: 7200 });
  });

  test.each(['AWSServiceRoleForSupport', 'AWSReservedSSO_AdministratorAccess'])('lets nobody change %s', async (prefix) => {
    const { account } = importedAccount([vulnerableExport()]);
    const role = (await allRoles(account)).find(({ RoleName }) => RoleName.startsWith(prefix));
    const RoleName = role?.RoleName ?? '';
    const refusal = { code: 'UnmodifiableEntity', kind: 'refused' };
    await expect(account.call('DeleteRole', { RoleName })).rejects.toMatchObject(refusal);
    await expect(account.call('TagRole', { RoleName, Tags: [] })).rejects.toMatchObject(refusal);
    await expect(account.call('UpdateRole', { RoleName, Description: '', MaxSessionDuration: 3600 })).rejects.toMatchObject(
      refusal,
    );
  });

  test('keeps a role that an instance profile holds', async () => {
    const { account } = importedAccount([vulnerableExport()]);
    const { roles } = await allDetails(account);
    const held = roles.find((role) => role.InstanceProfileList.length > 0 && role.RolePolicyList.length === 0);
    const RoleName = held?.RoleName ?? '';
    for (const { PolicyArn } of held?.AttachedManagedPolicies ?? [])
      await account.call('DetachRolePolicy', { RoleName, PolicyArn });
    await expect(account.call('DeleteRole', { RoleName })).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: expect.stringContaining('instance profile'),
    });
  });

  test('trusts the users that it holds and no others', async () => {
    const { account } = importedAccount([vulnerableExport()]);
    const trusting = (user: string) =>
      account.call('UpdateAssumeRolePolicy', {
        RoleName: 'privesc14-UpdatingAssumeRolePolicy-role',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWNER}:user/${user}` }, Action: 'sts:AssumeRole' }],
        }),
      });
    await expect(trusting('fn1-privesc3-partial-user')).resolves.toEqual({});
    await expect(trusting('nobody')).rejects.toMatchObject({ code: 'MalformedPolicyDocument' });
  });

  test('turns a deleted role into its unique id also where the export escapes its ARN', async () => {
    const raw = vulnerableExport();
    const [role, other] = raw.RoleDetailList.filter(({ Path, RolePolicyList }) => Path === '/' && RolePolicyList.length === 0);
    Object.assign(role ?? {}, { AttachedManagedPolicies: [], InstanceProfileList: [] });
    const trust = JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: role?.Arn }, Action: 'sts:AssumeRole' } });
    Object.assign(other ?? {}, { AssumeRolePolicyDocument: trust.replaceAll('-', '\\u002d') });
    const { account } = importedAccount([raw]);
    await account.call('DeleteRole', { RoleName: role?.RoleName ?? '' });
    const { Role } = await account.call('GetRole', { RoleName: other?.RoleName ?? '' });
    expect(JSON.parse(Role.AssumeRolePolicyDocument).Statement.Principal).toEqual({ AWS: role?.RoleId });
  });

  test('has quotas that allow what it uses', async () => {
    const raw = vulnerableExport();
    const policies = Array.from({ length: 12 }, (_, index) => ({
      PolicyName: `p${index}`,
      PolicyArn: `arn:aws:iam::${OWNER}:policy/p${index}`,
    }));
    Object.assign(raw.RoleDetailList[0] ?? {}, { AttachedManagedPolicies: policies });
    const { SummaryMap } = await importedAccount([raw]).account.call('GetAccountSummary', {});
    expect(SummaryMap).toMatchObject({ AttachedPoliciesPerRoleQuota: 12, AssumeRolePolicySizeQuota: 2048, RolesQuota: 1000 });
  });

  test('does not count tags of AWS against the fifty', async () => {
    const raw = vulnerableExport();
    const [role] = raw.RoleDetailList;
    const tags = Array.from({ length: 49 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    Object.assign(role ?? {}, { Tags: [{ Key: 'aws:cloudformation:stack-id', Value: 'x' }, ...tags] });
    const tag = (Key: string) => account.call('TagRole', { RoleName: role?.RoleName ?? '', Tags: [{ Key, Value: '' }] });
    const { account } = importedAccount([raw]);
    await expect(tag('the-fiftieth')).resolves.toEqual({});
    await expect(tag('one-more')).rejects.toMatchObject({ code: 'LimitExceeded' });
  });

  test('shows a policy that is attached somewhere even if the export lacks it', async () => {
    const raw = vulnerableExport();
    const { account } = importedAccount([{ ...raw, Policies: [] }]);
    const [PolicyArn] = (await allDetails(account)).roles.flatMap(({ AttachedManagedPolicies }) =>
      AttachedManagedPolicies.map((policy) => policy.PolicyArn),
    );
    const { Policy } = await account.call('GetPolicy', { PolicyArn: PolicyArn ?? '' });
    await expect(account.call('GetPolicyVersion', { PolicyArn: Policy.Arn, VersionId: 'v1' })).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });
  });
});

describe('an account from several exports', () => {
  test('takes policies from one and description and duration from the other, in either order', async () => {
    const raw = vulnerableExport();
    for (const files of [
      [raw, listed(raw.RoleDetailList)],
      [listed(raw.RoleDetailList), raw],
    ]) {
      const { account, unobserved } = importedAccount(files);
      const RoleName = raw.RoleDetailList[0]?.RoleName ?? '';
      expect(unobserved).toEqual([]);
      expect((await account.call('GetRole', { RoleName })).Role).toMatchObject({
        Description: 'the first',
        MaxSessionDuration: 7200,
      });
      expect((await account.call('ListRolePolicies', { RoleName })).PolicyNames).toHaveLength(2);
    }
  });

  test('a role of which only the list is known does not look as if it had no policies', async () => {
    const raw = vulnerableExport();
    const { account, rolesWithoutDetails } = importedAccount([listed(raw.RoleDetailList)]);
    const RoleName = raw.RoleDetailList[0]?.RoleName ?? '';
    expect(rolesWithoutDetails).toContain(RoleName);
    expect((await account.call('GetRole', { RoleName })).Role.RoleName).toBe(RoleName);
    expect((await allDetails(account)).roles).toEqual([]);
    const lacking = { kind: 'refused', message: expect.stringContaining('get-account-authorization-details') };
    for (const call of ['ListRolePolicies', 'ListAttachedRolePolicies', 'DeleteRole'] as const)
      await expect(account.call(call, { RoleName })).rejects.toMatchObject(lacking);
  });

  test.each([
    ['RoleId', 'AROAANOTHER'],
    ['AssumeRolePolicyDocument', { Version: '2012-10-17', Statement: [] }],
  ])('exports that differ in the %s of a role give no account', (key, value) => {
    const raw = vulnerableExport();
    const list = listed(raw.RoleDetailList);
    Object.assign(list.Roles[0] ?? {}, { [key]: value });
    expect(failure([raw, list])).toMatchObject({
      ok: false,
      code: 'Contradiction',
      message: expect.stringContaining('1.json and 2.json'),
    });
  });
});

describe('what gives no account', () => {
  test.each([
    ['null', null],
    ['a list', []],
    ['a text', 'hello'],
    ['an object without roles', { Policies: [] }],
    ['roles that are none', { RoleDetailList: [1] }],
    ['a role without its policies', { RoleDetailList: [{ ...vulnerableExport().RoleDetailList[0], RolePolicyList: undefined }] }],
    [
      'a role without its trust policy',
      { RoleDetailList: [{ ...vulnerableExport().RoleDetailList[0], AssumeRolePolicyDocument: undefined }] },
    ],
    ['a snapshot of a later version', { apiVersion: 'rolecall/v9', kind: 'AccountSnapshot', RoleDetailList: [] }],
    ['a spec', { apiVersion: 'rolecall/v1', kind: 'TaskRole' }],
  ])('%s is no export', (_name, value) => {
    expect(failure([value])).toMatchObject({
      ok: false,
      code: 'NotAnExport',
      message: expect.stringMatching(/^1\.json is no export/),
    });
  });

  test.each([{ IsTruncated: true }, { NextToken: 'x' }])('a part of an account (%j) does not pass as the whole', (sign) => {
    expect(failure([{ ...vulnerableExport(), ...sign }])).toMatchObject({ ok: false, code: 'Incomplete' });
  });

  test('roles of several accounts without a clear majority need --account-id', () => {
    const raw = vulnerableExport();
    raw.RoleDetailList = raw.RoleDetailList.filter(({ Arn }, index) => Arn.includes(STRAY) || index < 8);
    const result = failure([raw]);
    expect(result).toMatchObject({ ok: false, code: 'AccountUnclear', message: expect.stringContaining('--account-id') });
  });

  test('files of different accounts need --account-id, however small one is', () => {
    const raw = vulnerableExport();
    const stray = listed(raw.RoleDetailList.filter(({ Arn }) => Arn.includes(STRAY)));
    expect(failure([raw, stray])).toMatchObject({ ok: false, code: 'AccountUnclear' });
    expect(failure([raw, stray], { accountId: OWNER })).toMatchObject({ ok: true });
  });

  test('an --account-id of which no role is exported names the account that the exports are of', () => {
    const raw = vulnerableExport();
    const roles = raw.RoleDetailList.filter(({ Arn }) => !Arn.includes(STRAY));
    const message = `1.json holds roles of account ${OWNER}, and none of 999999999999. Say --account-id ${OWNER}, or give exports of 999999999999.`;
    const expected = { ok: false, code: 'AccountUnclear', message };
    expect(failure([{ RoleDetailList: roles }], { accountId: '999999999999' })).toMatchObject(expected);
    expect(failure([listed(roles), { RoleDetailList: [] }], { accountId: '999999999999' })).toMatchObject(expected);
  });

  test('an --account-id of which no role is exported names all accounts that the exports are of', () => {
    const result = failure([vulnerableExport()], { accountId: '999999999999' });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(`accounts ${OWNER}, ${STRAY}, and none of`) });
  });

  test('no role at all needs --account-id', () => {
    expect(failure([{ RoleDetailList: [] }])).toMatchObject({ ok: false, code: 'AccountUnclear' });
    expect(failure([{ RoleDetailList: [] }], { accountId: OWNER })).toMatchObject({ ok: true });
  });

  test('a snapshot is of the account that it names', () => {
    const snapshot = exportAccount(importedAccount([vulnerableExport()]).account);
    expect(failure([snapshot], { accountId: STRAY })).toMatchObject({ ok: false, code: 'AccountUnclear' });
  });
});

describe('a snapshot', () => {
  test('of a real account reads back to the same account', () => {
    const { account } = importedAccount([vulnerableExport()]);
    const snapshot = JSON.parse(JSON.stringify(exportAccount(account)));
    const again = importedAccount([snapshot]);
    expect(exportAccount(again.account)).toEqual(exportAccount(account));
    expect(isDeepStrictEqual(again.account.state.roles, account.state.roles)).toBe(true);
    expect(isDeepStrictEqual(again.account.state.policies, new Map([...account.state.policies].sort()))).toBe(true);
    expect(again.account.state.users).toEqual(account.state.users);
    expect(again.unobserved).toEqual(['description', 'maxSessionDuration']);
  });

  test('keeps apart the roles of which only the list is known', () => {
    const [first, ...others] = vulnerableExport().RoleDetailList;
    const { account } = importedAccount([{ RoleDetailList: [first] }, listed(others.filter(({ Arn }) => Arn.includes(OWNER)))]);
    const again = importedAccount([JSON.parse(JSON.stringify(exportAccount(account)))]);
    expect(again.rolesWithoutDetails).toHaveLength(74);
    expect(again.unobserved).toEqual(['description', 'maxSessionDuration']);
    expect(isDeepStrictEqual(again.account.state.roles, account.state.roles)).toBe(true);
  });

  test('gives no id again that a role of the account had, deleted ones included', async () => {
    const { account } = importedAccount([{ RoleDetailList: [] }], { accountId: OWNER });
    const create = (target: IamApi, RoleName: string, Principal: object) =>
      target.call('CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
        }),
      });
    const trusting = (await create(account, 'a', { Service: 'ecs-tasks.amazonaws.com' })).Role;
    const deleted = (await create(account, 'b', { Service: 'ecs-tasks.amazonaws.com' })).Role;
    await account.call('UpdateAssumeRolePolicy', {
      RoleName: 'a',
      PolicyDocument: trusting.AssumeRolePolicyDocument.replace(
        '{"Service":"ecs-tasks.amazonaws.com"}',
        JSON.stringify({ AWS: deleted.Arn }),
      ),
    });
    await account.call('DeleteRole', { RoleName: 'b' });
    const again = importedAccount([exportAccount(account)]).account;
    const created = (await create(again, 'b', { Service: 'ecs-tasks.amazonaws.com' })).Role;
    expect([trusting.RoleId, deleted.RoleId]).not.toContain(created.RoleId);
  });

  test('keeps white space in a document, and a document that is none', async () => {
    const raw = vulnerableExport();
    const texts = [' {"Version": "2012-10-17", "Statement": []}', '{"a":1,"a":2}', 'no policy', '[]', 'null', '%7B%22a%22%3A1'];
    const policies = texts.map((PolicyDocument, index) => ({ PolicyName: `p${index}`, PolicyDocument }));
    raw.RoleDetailList[0]?.RolePolicyList.push(...policies);
    const { account } = importedAccount([raw]);
    const again = importedAccount([JSON.parse(JSON.stringify(exportAccount(account)))]).account;
    expect(isDeepStrictEqual(again.state.roles, account.state.roles)).toBe(true);
  });

  test('remembers that an account without users has none', async () => {
    const account = new EmbeddedAccount({ accountId: OWNER, users: new Map() });
    expect(importedAccount([exportAccount(account)]).account.state.users).toEqual(new Map());
  });

  test('says which roles current task definitions use, if that was given', () => {
    const { account } = importedAccount([vulnerableExport()]);
    const used = [`arn:aws:iam::${OWNER}:role/b`, `arn:aws:iam::${OWNER}:role/a`];
    expect(importedAccount([exportAccount(account, used)]).taskDefinitionRoles).toEqual(used.toReversed());
    expect(importedAccount([exportAccount(account)]).taskDefinitionRoles).toBeUndefined();
  });

  test('the policies that AWS has are there to be attached and read, whether the export holds them or not', async () => {
    const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    const PolicyArn = 'arn:aws:iam::aws:policy/NotInTheExport';
    const awsPolicyDocuments = () => [{ arn: PolicyArn, versionId: 'v7', document }];
    const { account } = importedAccount([vulnerableExport()], { awsPolicyDocuments });
    expect((await account.call('GetPolicyVersion', { PolicyArn, VersionId: 'v7' })).PolicyVersion.Document).toBe(document);
  });

  test('holds the policies of AWS that roles use, not all that there are', () => {
    const document = '{"Version":"2012-10-17","Statement":[]}';
    const awsPolicyDocuments = () => [{ arn: 'arn:aws:iam::aws:policy/NobodyUsesThis', versionId: 'v1', document }];
    const { account } = importedAccount([vulnerableExport()], { awsPolicyDocuments });
    expect(JSON.stringify(exportAccount(account))).not.toContain('NobodyUsesThis');
  });
});

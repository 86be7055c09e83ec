import { IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { LiveIam } from '../../adapters/iam.ts';

const DOCUMENT = '{"Statement":{"Resource":"arn:aws:s3:::a%2Fb/100%/c+d"}}';
const ENCODED = encodeURIComponent(DOCUMENT);

function accountThatAnswers(output: object): LiveIam {
  const client = new IAMClient({ region: 'us-east-1' });
  mockClient(client).onAnyCommand().resolves(output);
  return new LiveIam(client);
}

const trustOf = async (AssumeRolePolicyDocument: string) => {
  const account = accountThatAnswers({ Role: { RoleName: 'orders', AssumeRolePolicyDocument } });
  return (await account.call('GetRole', { RoleName: 'orders' })).Role.AssumeRolePolicyDocument;
};

describe('a document', () => {
  test('is decoded once, not twice', async () => {
    expect(await trustOf(ENCODED)).toBe(DOCUMENT);
  });

  test('that came plain stays as it is, percent signs and all', async () => {
    expect(await trustOf(DOCUMENT)).toBe(DOCUMENT);
    expect(await trustOf('{"Resource":"a%20b"}')).toBe('{"Resource":"a%20b"}');
  });

  test('with a broken encoding is handed over as it came, and is no JSON', async () => {
    expect(await trustOf('%7B%ZZ%7D')).toBe('%7B%ZZ%7D');
  });

  test('is decoded wherever the bulk read has one', async () => {
    const account = accountThatAnswers({
      IsTruncated: false,
      RoleDetailList: [
        {
          RoleName: 'orders',
          AssumeRolePolicyDocument: ENCODED,
          RolePolicyList: [{ PolicyName: 'Objects', PolicyDocument: ENCODED }],
        },
      ],
      Policies: [{ Arn: 'arn:aws:iam::111122223333:policy/base', PolicyVersionList: [{ VersionId: 'v1', Document: ENCODED }] }],
    });
    const { RoleDetailList, Policies } = await account.call('GetAccountAuthorizationDetails', {});
    const texts = [RoleDetailList[0]?.AssumeRolePolicyDocument, RoleDetailList[0]?.RolePolicyList[0]?.PolicyDocument];
    expect([...texts, Policies[0]?.PolicyVersionList[0]?.Document]).toEqual([DOCUMENT, DOCUMENT, DOCUMENT]);
  });

  test("is each role's own, whatever its neighbours have", async () => {
    const trusts = ['{"a":1}', '{"b":2}', '{"a":1}', '{"a":1}'];
    const Roles = trusts.map((trust, index) => ({
      RoleName: `role-${index}`,
      AssumeRolePolicyDocument: encodeURIComponent(trust),
    }));
    const page = await accountThatAnswers({ IsTruncated: false, Roles }).call('ListRoles', {});
    expect(page.Roles.map((role) => role.AssumeRolePolicyDocument)).toEqual(trusts);
  });

  test.each([
    ['GetRolePolicy', { RoleName: 'orders', PolicyName: 'Objects' }, { PolicyDocument: ENCODED }, { PolicyDocument: DOCUMENT }],
    [
      'GetPolicyVersion',
      { PolicyArn: 'arn', VersionId: 'v1' },
      { PolicyVersion: { Document: ENCODED } },
      { PolicyVersion: { Document: DOCUMENT } },
    ],
    [
      'ListRoles',
      {},
      { IsTruncated: false, Roles: [{ RoleName: 'orders', AssumeRolePolicyDocument: ENCODED }] },
      { Roles: [{ AssumeRolePolicyDocument: DOCUMENT }] },
    ],
  ] as const)('of %s is decoded', async (call, input, sent, read) => {
    expect(await accountThatAnswers(structuredClone(sent)).call(call, input)).toMatchObject(read);
  });
});

describe('an answer that cannot be the whole truth', () => {
  test.each([
    ['a list without its end', 'ListRoles', {}],
    ['an empty account', 'GetAccountAuthorizationDetails', {}],
    ['a page that goes on nowhere', 'ListRoles', { IsTruncated: true, Roles: [] }],
    ['no role', 'GetRole', {}],
    ['a role without its trust policy', 'GetRole', { Role: { RoleName: 'orders' } }],
    ['an inline policy without its document', 'GetRolePolicy', { RoleName: 'orders', PolicyName: 'Objects' }],
  ] as const)('is an error: %s', async (_, call, output) => {
    const reading = accountThatAnswers(output).call(call, { RoleName: 'orders', PolicyName: 'Objects' });
    await expect(reading).rejects.toMatchObject({ code: 'UnreadableAnswer', kind: 'transient' });
  });
});

test('lists that the SDK leaves out are empty', async () => {
  const details = accountThatAnswers({
    IsTruncated: false,
    RoleDetailList: [{ RoleName: 'orders', AssumeRolePolicyDocument: '{}' }],
  });
  expect((await details.call('GetAccountAuthorizationDetails', {})).RoleDetailList[0]).toMatchObject({
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    InstanceProfileList: [],
  });
});

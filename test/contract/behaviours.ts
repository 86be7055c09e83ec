import { expect } from '@jest/globals';
import type { IamApi, IamCall, IamCalls } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';

/** Percent signs, quotes, spaces and characters beyond ASCII: what a wrong decoding spoils. */
export const AWKWARD_DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'A', Effect: 'Allow', Action: 's3:GetObject', Resource: ["arn:aws:s3:::orders/100%/a+b/%20/é'()*!"] }],
});
export const PLAIN_DOCUMENT = document('s3:ListAllMyBuckets');
export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const EXECUTION_POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

function document(action: string): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
}

async function create(account: IamApi, RoleName = 'orders', more: Partial<IamCalls['CreateRole']['input']> = {}) {
  return (await account.call('CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST, ...more })).Role;
}

async function codeOf<C extends IamCall>(account: IamApi, call: C, input: IamCalls[C]['input']): Promise<string> {
  try {
    await account.call(call, input);
    return 'accepted';
  } catch (error) {
    if (isIamError(error)) return error.code;
    throw error;
  }
}

/** All pages of a list, with how many there were. */
async function pagesOf<C extends 'ListRoles' | 'GetAccountAuthorizationDetails'>(
  account: IamApi,
  call: C,
  input: IamCalls[C]['input'],
) {
  const pages: IamCalls[C]['output'][] = [];
  for (let marker: string | undefined; ; ) {
    const page = await account.call(call, marker === undefined ? input : { ...input, Marker: marker });
    pages.push(page);
    if (!page.IsTruncated) return pages;
    marker = page.Marker;
  }
}

async function detailOf(account: IamApi, name: string) {
  const pages = await pagesOf(account, 'GetAccountAuthorizationDetails', { Filter: ['Role', 'LocalManagedPolicy'] });
  return pages.flatMap(({ RoleDetailList }) => RoleDetailList).find(({ RoleName }) => RoleName === name);
}

async function listed(account: IamApi, name: string) {
  return (await pagesOf(account, 'ListRoles', {})).flatMap(({ Roles }) => Roles).find(({ RoleName }) => RoleName === name);
}

const roleOf = async (account: IamApi, RoleName = 'orders') => (await account.call('GetRole', { RoleName })).Role;

type Behaviour = (account: IamApi) => Promise<void>;

const CREATION: Readonly<Record<string, Behaviour>> = {
  'CreateRole sets path, description, duration and tags in the one call': async (account) => {
    await create(account, 'orders', {
      Path: '/ecs/',
      Description: 'Runs orders',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'orders' }],
    });
    const role = await roleOf(account);
    expect(role).toMatchObject({ Path: '/ecs/', Description: 'Runs orders', MaxSessionDuration: 7200 });
    expect(role.Tags).toEqual([{ Key: 'team', Value: 'orders' }]);
    expect(role.Arn).toMatch(/^arn:aws:iam::\d{12}:role\/ecs\/orders$/);
  },
  'a role lives at / with a session of one hour unless said otherwise': async (account) => {
    await create(account);
    expect(await roleOf(account)).toMatchObject({ Path: '/', MaxSessionDuration: 3600 });
  },
  'a name can be had once': async (account) => {
    await create(account);
    expect(await codeOf(account, 'CreateRole', { RoleName: 'orders', AssumeRolePolicyDocument: TRUST })).toBe(
      'EntityAlreadyExists',
    );
  },
  'names fold case': async (account) => {
    await create(account);
    expect(await codeOf(account, 'CreateRole', { RoleName: 'ORDERS', AssumeRolePolicyDocument: TRUST })).toBe(
      'EntityAlreadyExists',
    );
  },
  "a role is found whatever its name's case": async (account) => {
    await create(account);
    expect((await roleOf(account, 'ORDERS')).RoleName).toBe('orders');
  },
  'a name with a blank is refused': async (account) => {
    expect(await codeOf(account, 'CreateRole', { RoleName: 'bad name', AssumeRolePolicyDocument: TRUST })).toBe(
      'ValidationError',
    );
  },
  'a trust policy that is no JSON is refused': async (account) => {
    expect(await codeOf(account, 'CreateRole', { RoleName: 'orders', AssumeRolePolicyDocument: '{' })).toBe(
      'MalformedPolicyDocument',
    );
  },
  'a session duration below an hour is refused': async (account) => {
    expect(
      await codeOf(account, 'CreateRole', { RoleName: 'orders', AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 100 }),
    ).toBe('ValidationError');
  },
  'a boundary that does not exist is refused': async (account) => {
    const boundary = 'arn:aws:iam::aws:policy/NoSuchPolicy';
    expect(
      await codeOf(account, 'CreateRole', { RoleName: 'orders', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: boundary }),
    ).toBe('NoSuchEntity');
  },
};

const READING: Readonly<Record<string, Behaviour>> = {
  'a role that is not there is NoSuchEntity': async (account) => {
    expect(await codeOf(account, 'GetRole', { RoleName: 'nobody' })).toBe('NoSuchEntity');
    expect(await codeOf(account, 'ListRolePolicies', { RoleName: 'nobody' })).toBe('NoSuchEntity');
    expect(await codeOf(account, 'ListAttachedRolePolicies', { RoleName: 'nobody' })).toBe('NoSuchEntity');
  },
  'every way to read a trust policy gives the text that was sent': async (account) => {
    const awkward = TRUST.replace(
      'sts:AssumeRole"',
      'sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceArn":"100%/a+b/%20"}}',
    );
    await create(account, 'orders', { AssumeRolePolicyDocument: awkward });
    const texts = [await roleOf(account), await listed(account, 'orders'), await detailOf(account, 'orders')];
    expect(texts.map((role) => JSON.parse(role?.AssumeRolePolicyDocument ?? ''))).toEqual(texts.map(() => JSON.parse(awkward)));
  },
  'every way to read an inline policy gives the text that was sent': async (account) => {
    await create(account);
    await account.call('PutRolePolicy', { RoleName: 'orders', PolicyName: 'Objects', PolicyDocument: AWKWARD_DOCUMENT });
    const single = await account.call('GetRolePolicy', { RoleName: 'orders', PolicyName: 'Objects' });
    expect(single.PolicyDocument).toBe(AWKWARD_DOCUMENT);
    expect((await detailOf(account, 'orders'))?.RolePolicyList).toEqual([
      { PolicyName: 'Objects', PolicyDocument: AWKWARD_DOCUMENT },
    ]);
  },
  'GetAccountAuthorizationDetails has attachments, boundary and tags': async (account) => {
    await create(account, 'orders', { Tags: [{ Key: 'team', Value: 'orders' }], PermissionsBoundary: EXECUTION_POLICY });
    await account.call('AttachRolePolicy', { RoleName: 'orders', PolicyArn: EXECUTION_POLICY });
    expect(await detailOf(account, 'orders')).toMatchObject({
      AttachedManagedPolicies: [{ PolicyArn: EXECUTION_POLICY, PolicyName: 'AmazonECSTaskExecutionRolePolicy' }],
      PermissionsBoundary: { PermissionsBoundaryArn: EXECUTION_POLICY },
      Tags: [{ Key: 'team', Value: 'orders' }],
    });
  },
  'a role without policies, tags and profiles has empty lists': async (account) => {
    await create(account);
    expect(await detailOf(account, 'orders')).toMatchObject({
      RolePolicyList: [],
      AttachedManagedPolicies: [],
      Tags: [],
      InstanceProfileList: [],
    });
  },
  'ListRoles has the description and the session duration': async (account) => {
    await create(account, 'orders', { Description: 'Runs orders', MaxSessionDuration: 7200 });
    expect(await listed(account, 'orders')).toMatchObject({ Description: 'Runs orders', MaxSessionDuration: 7200 });
  },
  'ListRoles hands out every role once, page by page': async (account) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create(account, name);
    const pages = await pagesOf(account, 'ListRoles', { MaxItems: 2 });
    expect(pages.map(({ Roles }) => Roles.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap(({ Roles }) => Roles.map(({ RoleName }) => RoleName)).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  },
  'GetAccountAuthorizationDetails comes page by page': async (account) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create(account, name);
    const pages = await pagesOf(account, 'GetAccountAuthorizationDetails', { MaxItems: 2, Filter: ['Role'] });
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(({ RoleDetailList }) => RoleDetailList.map(({ RoleName }) => RoleName)).sort()).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
  },
  'a managed policy of AWS can be read by version': async (account) => {
    const { Policy } = await account.call('GetPolicy', { PolicyArn: EXECUTION_POLICY });
    const { PolicyVersion } = await account.call('GetPolicyVersion', {
      PolicyArn: EXECUTION_POLICY,
      VersionId: Policy.DefaultVersionId,
    });
    expect(JSON.parse(PolicyVersion.Document)).toMatchObject({ Statement: [{ Effect: 'Allow' }] });
  },
  "the account's own policies come with their default version's document": async (account) => {
    const pages = await pagesOf(account, 'GetAccountAuthorizationDetails', { Filter: ['Role', 'LocalManagedPolicy'] });
    const policy = pages.flatMap(({ Policies }) => Policies).find(({ Arn }) => Arn.endsWith(':policy/orders-base'));
    const version = policy?.PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
    expect(JSON.parse(version?.Document ?? '')).toEqual(JSON.parse(PLAIN_DOCUMENT));
  },
  'GetAccountSummary names the quotas that Rolecall goes by': async (account) => {
    const { SummaryMap } = await account.call('GetAccountSummary', {});
    const quotas = ['AssumeRolePolicySizeQuota', 'AttachedPoliciesPerRoleQuota', 'RolePolicySizeQuota'];
    expect(quotas.map((quota) => typeof SummaryMap[quota])).toEqual(quotas.map(() => 'number'));
  },
};

const WRITING: Readonly<Record<string, Behaviour>> = {
  'a document must be one of permissions': async (account) => {
    await create(account);
    const put = (PolicyDocument: string) =>
      codeOf(account, 'PutRolePolicy', { RoleName: 'orders', PolicyName: 'Bad', PolicyDocument });
    expect([await put('{'), await put('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*"}]}')]).toEqual([
      'MalformedPolicyDocument',
      'MalformedPolicyDocument',
    ]);
  },
  'an inline policy is put, overwritten and deleted': async (account) => {
    await create(account);
    const policy = { RoleName: 'orders', PolicyName: 'Objects' };
    await account.call('PutRolePolicy', { ...policy, PolicyDocument: PLAIN_DOCUMENT });
    await account.call('PutRolePolicy', { ...policy, PolicyDocument: AWKWARD_DOCUMENT });
    expect((await account.call('GetRolePolicy', policy)).PolicyDocument).toBe(AWKWARD_DOCUMENT);
    await account.call('DeleteRolePolicy', policy);
    expect((await account.call('ListRolePolicies', { RoleName: 'orders' })).PolicyNames).toEqual([]);
    expect(await codeOf(account, 'DeleteRolePolicy', policy)).toBe('NoSuchEntity');
  },
  'attaching twice is attaching once, detaching what is not attached is NoSuchEntity': async (account) => {
    await create(account);
    const attachment = { RoleName: 'orders', PolicyArn: EXECUTION_POLICY };
    await account.call('AttachRolePolicy', attachment);
    await account.call('AttachRolePolicy', attachment);
    expect((await account.call('ListAttachedRolePolicies', { RoleName: 'orders' })).AttachedPolicies).toHaveLength(1);
    await account.call('DetachRolePolicy', attachment);
    expect(await codeOf(account, 'DetachRolePolicy', attachment)).toBe('NoSuchEntity');
  },
  'a policy that does not exist cannot be attached': async (account) => {
    await create(account);
    expect(
      await codeOf(account, 'AttachRolePolicy', { RoleName: 'orders', PolicyArn: 'arn:aws:iam::aws:policy/NoSuchPolicy' }),
    ).toBe('NoSuchEntity');
  },
  'attachments end at the quota': async (account) => {
    await create(account);
    const { SummaryMap } = await account.call('GetAccountSummary', {});
    const names = [
      'AmazonS3ReadOnlyAccess',
      'AmazonSQSReadOnlyAccess',
      'AmazonSNSReadOnlyAccess',
      'AmazonEC2ReadOnlyAccess',
      'AmazonRDSReadOnlyAccess',
    ]
      .concat([
        'AmazonVPCReadOnlyAccess',
        'AmazonSSMReadOnlyAccess',
        'IAMReadOnlyAccess',
        'AmazonDynamoDBReadOnlyAccess',
        'CloudWatchReadOnlyAccess',
      ])
      .concat(['AmazonRoute53ReadOnlyAccess']);
    expect(SummaryMap.AttachedPoliciesPerRoleQuota).toBe(names.length - 1);
    const codes: string[] = [];
    for (const name of names)
      codes.push(await codeOf(account, 'AttachRolePolicy', { RoleName: 'orders', PolicyArn: `arn:aws:iam::aws:policy/${name}` }));
    expect(codes).toEqual([...names.slice(1).map(() => 'accepted'), 'LimitExceeded']);
  },
  'inline policies end at the quota': async (account) => {
    await create(account);
    const long = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${'x'.repeat(10_300)}` }],
    });
    expect(await codeOf(account, 'PutRolePolicy', { RoleName: 'orders', PolicyName: 'Long', PolicyDocument: long })).toBe(
      'LimitExceeded',
    );
  },
  'the boundary is put and deleted': async (account) => {
    await create(account);
    await account.call('PutRolePermissionsBoundary', { RoleName: 'orders', PermissionsBoundary: EXECUTION_POLICY });
    expect((await roleOf(account)).PermissionsBoundary?.PermissionsBoundaryArn).toBe(EXECUTION_POLICY);
    await account.call('DeleteRolePermissionsBoundary', { RoleName: 'orders' });
    expect((await roleOf(account)).PermissionsBoundary).toBeUndefined();
  },
  'UpdateRole sets description and duration': async (account) => {
    await create(account);
    await account.call('UpdateRole', { RoleName: 'orders', Description: 'New', MaxSessionDuration: 7200 });
    expect(await roleOf(account)).toMatchObject({ Description: 'New', MaxSessionDuration: 7200 });
  },
  'the trust policy is replaced whole': async (account) => {
    await create(account);
    const other = TRUST.replace('ecs-tasks', 'lambda');
    await account.call('UpdateAssumeRolePolicy', { RoleName: 'orders', PolicyDocument: other });
    expect(JSON.parse((await roleOf(account)).AssumeRolePolicyDocument)).toEqual(JSON.parse(other));
  },
  'TagRole merges and UntagRole takes away': async (account) => {
    await create(account, 'orders', { Tags: [{ Key: 'a', Value: '1' }] });
    await account.call('TagRole', {
      RoleName: 'orders',
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
    });
    await account.call('UntagRole', { RoleName: 'orders', TagKeys: ['b', 'c'] });
    expect((await roleOf(account)).Tags).toEqual([{ Key: 'a', Value: '2' }]);
  },
  "a tag of AWS's own cannot be set": async (account) => {
    await create(account);
    expect(await codeOf(account, 'TagRole', { RoleName: 'orders', Tags: [{ Key: 'aws:x', Value: '1' }] })).toMatch(
      /ValidationError|InvalidInput/,
    );
  },
  'a role can be deleted once nothing hangs on it': async (account) => {
    await create(account);
    await account.call('AttachRolePolicy', { RoleName: 'orders', PolicyArn: EXECUTION_POLICY });
    expect(await codeOf(account, 'DeleteRole', { RoleName: 'orders' })).toBe('DeleteConflict');
    await account.call('DetachRolePolicy', { RoleName: 'orders', PolicyArn: EXECUTION_POLICY });
    await account.call('DeleteRole', { RoleName: 'orders' });
    expect(await codeOf(account, 'GetRole', { RoleName: 'orders' })).toBe('NoSuchEntity');
  },
};

/** What Rolecall relies on in IAM, by title. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = { ...CREATION, ...READING, ...WRITING };

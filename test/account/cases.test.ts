import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import type { IamCall, IamCalls } from '../../iam/api.ts';
import { IamError } from '../../iam/errors.ts';

type CallOfCase = readonly [IamCall, IamCalls[IamCall]['input']];

interface Case {
  readonly name: string;
  readonly source: string;
  readonly given: { readonly calls: readonly CallOfCase[]; readonly call: CallOfCase };
  readonly expect:
    | { readonly error: string; readonly message?: string }
    | { readonly answer: object; readonly without?: readonly string[] };
}

const CASES = new URL('../cases/account/', import.meta.url);
const ACCOUNT = '111122223333';
const DOCUMENT = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';
const POLICIES = [
  `arn:aws:iam::${ACCOUNT}:policy/orders-base`,
  `arn:aws:iam::${ACCOUNT}:policy/boundary`,
  'arn:aws:iam::aws:policy/ReadOnlyAccess',
  'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
].map((arn) => ({ arn, versionId: 'v3', document: DOCUMENT }));

/** The account that every case starts from: four policies, room for two attachments a role and three roles. */
function account(): EmbeddedAccount {
  return new EmbeddedAccount({
    accountId: ACCOUNT,
    managedPolicies: POLICIES,
    knowsAwsPolicy: (arn) => arn.endsWith('/KnownByNameOnly'),
    quotas: { AttachedPoliciesPerRoleQuota: 2, RolesQuota: 3 },
  });
}

/** `{"repeat": "a", "times": 3}` stands for `aaa`; a document may be written as JSON. */
function written(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('repeat' in value)) return value;
  const { prefix = '', repeat, times } = value as { prefix?: string; repeat: string; times: number };
  return prefix + repeat.repeat(times);
}

function asSent(input: object): object {
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      key.endsWith('Document') && typeof value !== 'string' ? JSON.stringify(value) : value,
    ]),
  );
}

function withDocuments(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('AssumeRolePolicyDocument' in value)) return value;
  return { ...value, AssumeRolePolicyDocument: JSON.parse(String(value.AssumeRolePolicyDocument)) };
}

async function make(target: EmbeddedAccount, [call, input]: CallOfCase): Promise<object> {
  return target.call(call, asSent(input) as never);
}

async function judge({ given, expect: expected }: Case): Promise<void> {
  const target = account();
  for (const call of given.calls) await make(target, call);
  const outcome = make(target, given.call);
  if ('error' in expected) {
    const error = await outcome.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(IamError);
    expect(error).toMatchObject({
      code: expected.error,
      call: given.call[0],
      message: expect.stringContaining(expected.message ?? ''),
    });
    return;
  }
  const answer = JSON.parse(JSON.stringify(await outcome), withDocuments) as object;
  expect(answer).toMatchObject(expected.answer);
  for (const key of expected.without ?? []) expect(JSON.stringify(answer)).not.toContain(`"${key}":`);
}

describe.each(readdirSync(CASES).filter((file) => file.endsWith('.json')))('the embedded account: %s', (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, CASES), 'utf8'), written) as readonly Case[];
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => judge(each));
  test('every case says where its rule comes from', () => {
    expect(cases.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { judgeNeeds } from '../../audit/needs/judge-needs.ts';
import { needsOf } from '../../audit/needs/needs.ts';
import { unverifiedNeeds } from '../../audit/needs/unverified-needs.ts';
import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { AuditedRole, Need } from '../../audit/types.ts';
import { type Document, policyOf } from '../evaluation/cases.ts';

const CONTEXT = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };
const PARAMETER = 'arn:aws:ssm:eu-west-1:111122223333:parameter/orders/token';
const ALLOW = [{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: PARAMETER }];
const DENY = [{ Effect: 'Deny', Action: 'ssm:*', Resource: '*' }];
const DECRYPT = [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }];

describe('A need, looked up in a role', () => {
  test.each<[string, Document, readonly string[], string]>([
    ['is met by what the role allows', ALLOW, [], 'met'],
    ['is missing in a role without permissions', [], [], 'missing'],
    ['is missing where it is denied', [...ALLOW, ...DENY], [], 'missing'],
    ['is met whoever may use the role', ALLOW, ['trustPolicy'], 'met'],
    ['is not certain where an unread policy may deny it', ALLOW, ['Other'], 'unverifiable'],
    ['is not certain where an unread policy may allow it', DECRYPT, ['Other'], 'unverifiable'],
    ['is not certain where an unread boundary may leave it out', ALLOW, ['permissionsBoundary'], 'unverifiable'],
    ['is missing where it is denied, whatever was not read', [...ALLOW, ...DENY], ['Other'], 'missing'],
  ])('%s', (_name, document, unread, verdict) => {
    const role = roleWith(document, { unread });
    expect(judgeNeeds([need()], { execution: role }).map((judged) => judged.verdict)).toEqual([verdict]);
  });

  test('is left out where the role is not there', () => {
    expect(judgeNeeds([need()], { task: roleWith(ALLOW) })).toEqual([]);
  });

  test('names the statement that denies it, and no action that is not missing', () => {
    const [judged] = judgeNeeds([need()], { execution: roleWith([...ALLOW, ...DENY]) });
    expect(judged).toMatchObject({ actions: ['ssm:GetParameters'], statements: [{ policy: 'Start' }], byBoundary: false });
  });

  test('names no action where it is met', () => {
    expect(judgeNeeds([need()], { execution: roleWith(ALLOW) })).toMatchObject([{ actions: [], verdict: 'met' }]);
  });

  test('is missing by the boundary where the policies allow it', () => {
    const role = roleWith(ALLOW, { boundary: DECRYPT });
    expect(judgeNeeds([need()], { execution: role })).toMatchObject([{ verdict: 'missing', byBoundary: true, statements: [] }]);
  });
});

describe('What is not certain', () => {
  test('names the document that could not be read', () => {
    expect(sentences(roleWith(ALLOW, { unread: ['trustPolicy', 'Other'] }))).toEqual([
      `Whether the execution role start can read the parameter /orders/token is not certain: for ssm:GetParameters on ${PARAMETER}, Other could not be read`,
    ]);
  });

  test('names the condition that decides', () => {
    const [statement] = ALLOW;
    const role = roleWith([{ ...statement, Sid: 'Read', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }, ...DECRYPT]);
    expect(sentences(role)).toEqual([
      expect.stringContaining(
        'the statement Read of the policy Start counts only in some cases, requiring aws:SourceVpc to be vpc-1',
      ),
    ]);
  });

  test('are customer keys, where the role may decrypt nothing', () => {
    expect(sentences(roleWith(ALLOW))).toEqual([expect.stringContaining('The execution role start allows no kms:Decrypt')]);
  });

  test.each([
    ['any key', DECRYPT],
    ['a key', [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/a' }]],
    [
      'keys by way of a service',
      [{ ...DECRYPT[0], Condition: { StringEquals: { 'kms:ViaService': 'ssm.eu-west-1.amazonaws.com' } } }],
    ],
  ])('is nothing where the role may decrypt with %s', (_name, decrypt) => {
    expect(sentences(roleWith([...ALLOW, ...decrypt]))).toEqual([]);
  });
});

function need(): Need {
  const container = { name: 'app', image: 'nginx', secrets: [{ name: 'TOKEN', valueFrom: '/orders/token' }] };
  const read = readTaskDefinitions({ family: 'orders', containerDefinitions: [container] }, CONTEXT);
  const found = read.ok && read.definitions[0] ? needsOf(read.definitions[0].definition, null).needs[0] : undefined;
  if (found === undefined) throw new Error('There is no need');
  return found;
}

function sentences(role: AuditedRole): string[] {
  const roles = { execution: role };
  return unverifiedNeeds(judgeNeeds([need()], roles), roles).map(({ message }) => message);
}

function roleWith(
  document: Document,
  { unread = [], boundary }: { unread?: readonly string[]; boundary?: Document } = {},
): AuditedRole {
  const access = {
    trust: policyOf([{ Effect: 'Deny', Principal: '*', Action: '*' }], 'trust'),
    boundary: boundary === undefined ? null : policyOf(boundary, 'identity'),
    policies: Array.isArray(document) && document.length === 0 ? [] : [{ name: 'Start', policy: policyOf(document, 'identity') }],
  };
  return {
    ...{ name: 'start', arn: 'arn:aws:iam::111122223333:role/start', judged: 'live', pending: false, access, unread },
    ...{ managedPolicies: [], permissionsBoundary: null, declared: null, drift: [] },
  };
}

import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';

const IDENTITY = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TRUST = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };

function problemsOf(document: unknown, kind: PolicyKind = 'identity') {
  const parsed = parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), kind, 'aws');
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`);
}

describe('All problems of a policy, each with its place and its remedy:', () => {
  test.each<[string, object, PolicyKind, readonly string[]]>([
    [
      'a principal in an identity policy',
      { ...IDENTITY, Principal: '*' },
      'identity',
      ['/Statement/Principal An identity policy names no principal: it applies to the role that holds it. Remove it.'],
    ],
    [
      'an excepted principal in an identity policy',
      { ...IDENTITY, NotPrincipal: '*' },
      'identity',
      ['/Statement/NotPrincipal An identity policy names no principal: it applies to the role that holds it. Remove it.'],
    ],
    [
      'a resource in a trust policy, beside a misspelt element',
      { ...TRUST, Resource: '*', Sids: 'a' },
      'trust',
      [
        '/Statement/Resource A trust policy names no resource: it is about its own role. Remove it.',
        '/Statement/Sids Unknown element "Sids". Did you mean "Sid"?',
      ],
    ],
    [
      'an excepted resource in a trust policy',
      { ...TRUST, NotResource: '*' },
      'trust',
      ['/Statement/NotResource A trust policy names no resource: it is about its own role. Remove it.'],
    ],
    [
      'an element that nothing known is like',
      { ...IDENTITY, Comment: 'x' },
      'identity',
      [
        '/Statement/Comment Unknown element "Comment". Remove it; known here: Sid, Effect, Action, NotAction, Resource, NotResource, Condition.',
      ],
    ],
    [
      'an element of two wrong letters',
      { ...IDENTITY, condishon: {} },
      'identity',
      ['/Statement/condishon Unknown element "condishon". Did you mean "Condition"?'],
    ],
    [
      'an element with a slash and a tilde',
      { ...IDENTITY, 'a/b~c/d~e': 1 },
      'identity',
      [
        '/Statement/a~1b~0c~1d~0e Unknown element "a/b~c/d~e". Remove it; known here: Sid, Effect, Action, NotAction, Resource, NotResource, Condition.',
      ],
    ],
    [
      'a condition that is text',
      { ...IDENTITY, Condition: 'x' },
      'identity',
      [
        '/Statement/Condition "x" is no condition. Write an object such as {"StringEquals": {"aws:SourceAccount": "111122223333"}}.',
      ],
    ],
  ])('%s', (_name, Statement, kind, problems) => {
    expect(problemsOf({ Statement }, kind)).toEqual(problems);
  });

  test.each([
    ['Sid', ['a']],
    ['Effect', ['Allow']],
    ['Action', [['s3:GetObject']]],
    ['Resource', [['arn:aws:s3:::a']]],
    ['Resource', [['*']]],
    ['Condition', { StringEquals: { 'aws:a': [['x']] } }],
  ])('%s of %j, a list where text belongs', (name, value) => {
    expect(problemsOf({ Statement: { ...IDENTITY, [name]: value } })).toEqual([expect.stringContaining('A list is no ')]);
  });

  test.each([
    [{ AWS: [['111122223333']] }],
    [{ AWS: [['arn:aws:iam::111122223333:root']] }],
    [{ Service: [['ecs-tasks.amazonaws.com']] }],
    [{ Service: '111122223333' }],
    [{ Federated: '111122223333' }],
  ])('a principal %j', (Principal) => {
    expect(problemsOf({ Statement: { ...TRUST, Principal } }, 'trust')).toHaveLength(1);
  });

  test('a character that IAM does not take, named by its code and by the twenty characters before it', () => {
    expect(problemsOf('{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/ł"}}')).toEqual([
      ' IAM takes no U+0142 in a policy (after "arn:aws:s3:::orders/"). Use characters up to U+00FF only.',
    ]);
    expect(problemsOf('{"Statement":"😀"}')).toContainEqual(
      expect.stringContaining('IAM takes no U+1F600 in a policy (after "{\\"Statement\\":\\"")'),
    );
    expect(problemsOf('{"Statement":"—"}')).toContainEqual(expect.stringContaining('IAM takes no U+2014 '));
  });

  test('a long value, cut to eighty characters', () => {
    const shown = (length: number) => problemsOf({ Version: 'x'.repeat(length), Statement: IDENTITY });
    expect(shown(78)).toEqual([`/Version "${'x'.repeat(78)}" is no version of the policy language. Write "2012-10-17".`]);
    expect(shown(79)).toEqual([`/Version "${'x'.repeat(78)}… is no version of the policy language. Write "2012-10-17".`]);
  });
});

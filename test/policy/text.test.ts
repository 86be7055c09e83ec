import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../iam/policy/parse.ts';
import { policySize } from '../../iam/policy/size.ts';
import { policyText, prettyPolicy } from '../../iam/policy/text.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';

function canonicalText(document: unknown, kind: PolicyKind): string {
  const parsed = parsePolicy(JSON.stringify(document), kind, 'aws', 'observed');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return policyText(parsed.policy);
}

describe('The canonical text', () => {
  test('is minimal JSON in the usual order of elements', () => {
    const document = {
      Statement: [{ Action: ['S3:PutObject', 's3:GetObject'], Condition: {}, Resource: ['*'], Sid: 'Read', Effect: 'Allow' }],
      Version: '2012-10-17',
    };
    expect(canonicalText(document, 'identity')).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:getobject","s3:putobject"],"Resource":"*"}]}',
    );
  });

  test('writes the version that a document without Version has', () => {
    const document = { Statement: { Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::a' } };
    expect(canonicalText(document, 'identity')).toContain('"Version":"2008-10-17"');
  });

  test('keeps a denied "*" apart from {"AWS":"*"}', () => {
    const deny = (principal: unknown) => ({ Statement: { Effect: 'Deny', Principal: principal, Action: 'sts:AssumeRole' } });
    expect(canonicalText(deny('*'), 'trust')).toContain('"Principal":"*"');
    expect(canonicalText(deny({ AWS: '*' }), 'trust')).toContain('"Principal":{"AWS":"*"}');
  });

  test('holds only characters that IAM takes', () => {
    const condition = { StringEquals: { 'aws:requesttag/a': 'caf\u00e9 \u2014 \u{1f600}\n' } };
    const text = canonicalText({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } }, 'identity');
    expect(text).toMatch(/^[\u0020-\u00ff]*$/);
    expect(JSON.parse(text).Statement[0].Condition).toEqual(condition);
  });
});

describe('The pretty text', () => {
  test('is indented by two spaces and otherwise as the author wrote it', () => {
    expect(prettyPolicy('{"b":[1.0,"x, y:{"],"a":{},"e":[],"b":"\\u0041"}')).toBe(
      '{\n  "b": [\n    1.0,\n    "x, y:{"\n  ],\n  "a": {},\n  "e": [],\n  "b": "\\u0041"\n}',
    );
  });

  test('is the text itself where that is no JSON', () => {
    expect(prettyPolicy('{"Version":')).toBe('{"Version":');
  });
});

describe('The size of a policy', () => {
  test.each([
    ['counts every character but white space', '{ "Version" :\t"2012-10-17"\r\n}', 24],
    ['of nothing is nothing', '', 0],
    ['counts one for a character beyond ASCII', '"é"', 3],
  ])('%s', (_name, text, size) => {
    expect(policySize(text)).toBe(size);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../iam/policy/parse.ts';
import { policyText } from '../../iam/policy/text.ts';

function textOf(Condition: object, Sid?: string): string {
  const Statement = { ...(Sid !== undefined && { Sid }), Effect: 'Allow', Action: '*', Resource: '*', Condition };
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity', 'aws', 'observed');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return policyText(parsed.policy);
}

const conditionIn = (text: string) => JSON.parse(text).Statement[0].Condition;

describe('The canonical text', () => {
  test.each([[undefined], ['']])('says nothing of a Sid that is %j', (sid) => {
    expect(textOf({}, sid)).toBe('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
  });

  test('keeps both demands where one operator is given by both its names', () => {
    const text = textOf({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::a*' }, ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::*b' } });
    expect(conditionIn(text)).toEqual({
      ArnLike: { 'aws:sourcearn': 'arn:aws:s3:::*b' },
      ArnEquals: { 'aws:sourcearn': 'arn:aws:s3:::a*' },
    });
    const not = textOf({
      'ForAnyValue:ArnNotEquals': { 'aws:SourceArn': 'arn:aws:s3:::b' },
      'ForAnyValue:ArnNotLike': { 'aws:SourceArn': 'arn:aws:s3:::a' },
    });
    expect(conditionIn(not)).toEqual({
      'ForAnyValue:ArnNotLike': { 'aws:sourcearn': 'arn:aws:s3:::a' },
      'ForAnyValue:ArnNotEquals': { 'aws:sourcearn': 'arn:aws:s3:::b' },
    });
  });

  test('keeps several keys under one operator', () => {
    expect(conditionIn(textOf({ ArnEquals: { 'aws:a': 'arn:aws:s3:::a', 'aws:b': 'arn:aws:s3:::b' } }))).toEqual({
      ArnLike: { 'aws:a': 'arn:aws:s3:::a', 'aws:b': 'arn:aws:s3:::b' },
    });
  });

  test('is the same whatever the order of the clauses', () => {
    const clauses = { StringLike: { 'aws:a': 'x' }, StringEquals: { 'aws:b': 'y', 'aws:a': 'z' }, Bool: { 'aws:c': 'true' } };
    expect(textOf(Object.fromEntries(Object.entries(clauses).reverse()))).toBe(textOf(clauses));
    expect(Object.keys(conditionIn(textOf(clauses)))).toEqual(['Bool', 'StringEquals', 'StringLike']);
  });

  test('escapes what IAM does not take by four digits', () => {
    expect(textOf({ StringEquals: { 'aws:a': 'ł' } })).toContain('"aws:a":"\\u0142"');
  });

  test('folds A to Z in a condition key, and no letter beyond', () => {
    expect(conditionIn(textOf({ StringEquals: { 'aws:RequestTag/TEAM-É\u212a': 'x' } }))).toEqual({
      StringEquals: { 'aws:requesttag/team-É\u212a': 'x' },
    });
  });
});

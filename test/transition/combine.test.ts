import { describe, expect, test } from '@jest/globals';
import { sameDenies, sharedAllows } from '../../iam/combine.ts';
import { policyOf } from '../evaluation/cases.ts';

const statement = (Effect: string, Action: string, Sid?: string) => ({ Effect, Action, Resource: '*', ...(Sid && { Sid }) });
const [allow, get, put] = [statement('Allow', 's3:*'), statement('Deny', 's3:GetObject'), statement('Deny', 's3:PutObject')];

describe('Two documents deny', () => {
  test.each<[string, readonly object[], readonly object[], boolean]>([
    ['the same where neither denies', [allow], [statement('Allow', 'sqs:*')], true],
    ['the same where the denies are the same, whatever is allowed', [allow, get, put], [put, get], true],
    [
      'the same where only Sids differ',
      [statement('Deny', 's3:GetObject', 'One')],
      [statement('Deny', 's3:GetObject', 'Two')],
      true,
    ],
    ['not the same where one denies more', [get], [get, put], false],
    ['not the same where only one denies', [allow], [get], false],
    ['not the same where each denies something else', [get], [put], false],
  ])('%s', (_name, a, b, same) => {
    const [left, right] = [policyOf(a, 'identity'), policyOf(b, 'identity')];
    expect([sameDenies(left, right), sameDenies(right, left)]).toEqual([same, same]);
  });
});

test('A trust policy and a permissions policy allow nothing in common', () => {
  const permissions = policyOf([statement('Allow', '*')], 'identity');
  const trust = policyOf([{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }], 'trust');
  expect([...sharedAllows(permissions, trust), ...sharedAllows(trust, permissions)]).toEqual([]);
});

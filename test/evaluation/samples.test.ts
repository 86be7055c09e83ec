import { describe, expect, it } from '@jest/globals';
import { permits } from '../../iam/evaluation/evaluate.ts';
import { sampleRequests } from '../../iam/evaluation/samples.ts';
import { policyOf } from './cases.ts';

interface Asked {
  readonly Action?: string;
  readonly Resource?: string;
  readonly Condition?: object;
}

/** Whether one of the sampled requests is met by both statements. */
function reachesBoth(...asked: readonly Asked[]): boolean {
  const documents = asked.map((one) => policyOf([{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...one }], 'identity'));
  const isAllowed = (index: number, request: Parameters<typeof permits>[1]) =>
    permits(
      documents.slice(index, index + 1).map((policy) => ({ name: '', policy })),
      request,
    ).outcome === 'allowed';
  return sampleRequests(...documents).some((request) => isAllowed(0, request) && isAllowed(1, request));
}

describe('sampled requests', () => {
  it.each<readonly [string, Asked, Asked]>([
    ['actions', { Action: 's3:*object' }, { Action: 's3:get*' }],
    ['resources', { Resource: 'arn:aws:ecs:*:111122223333:*' }, { Resource: 'arn:aws:ecs:eu-west-1:*:*' }],
    ['resources with variables', { Resource: 'arn:aws:s3:::*/${aws:username}/a' }, { Resource: 'arn:aws:s3:::b/*/?' }],
    [
      'strings of conditions',
      { Condition: { StringLike: { 'aws:PrincipalTag/team': 'orders-*' } } },
      { Condition: { StringLike: { 'aws:PrincipalTag/team': '*-live' } } },
    ],
    [
      'ARNs of conditions',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' } } },
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-west-1:*:*' } } },
    ],
    [
      'an ARN and a string of conditions',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' } } },
      { Condition: { StringLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-west-1:*' } } },
    ],
  ])('lie where patterns of %s overlap and neither contains the other', (_what, one, other) => {
    expect(reachesBoth(one, other)).toBe(true);
  });
});

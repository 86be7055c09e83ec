import { describe, expect, test } from '@jest/globals';
import type { Direction } from '../../iam/policy/types.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import { boundaryChange } from '../../reconciler/transition/change.ts';

const allowing = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const READ = new Map([
  ['s3', allowing('s3:*')],
  ['s3-again', allowing('S3:*')],
  ['get', allowing('s3:Get*')],
  ['sqs', allowing('sqs:*')],
]);

describe('The new boundary, seen from the old one', () => {
  test.each<[string, string | null, string | null, Direction]>([
    ['is the same where it stays', 's3', 's3', 'same'],
    ['is the same where it stays and was not read', 'unread', 'unread', 'same'],
    ['is the same where there is none', null, null, 'same'],
    ['is the same where it says the same', 's3', 's3-again', 'same'],
    ['is wider where it goes', 's3', null, 'wider'],
    ['is narrower where it comes', null, 's3', 'narrower'],
    ['is wider where it allows more', 'get', 's3', 'wider'],
    ['is narrower where it allows less', 's3', 'get', 'narrower'],
    ['is different where it allows something else', 's3', 'sqs', 'different'],
    ['is different where the old one was not read', 'unread', 's3', 'different'],
    ['is different where the new one was not read', 's3', 'unread', 'different'],
  ])('%s', (_name, before, after, direction) => {
    const documents = { policies: new PolicyReader('aws'), managed: (arn: string) => READ.get(arn) };
    expect(boundaryChange(before, after, documents)).toBe(direction);
  });
});

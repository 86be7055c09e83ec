import fc from 'fast-check';
import type { ManagedPolicy, Role } from '../../../iam/role.ts';

/** A small world, so that what is generated overlaps, contains and contradicts itself often. */
export const ACCOUNT = '111122223333';

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', 'sqs:SendMessage'];
const RESOURCES = ['*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/x', 'arn:aws:sqs:eu-west-1:111122223333:q'];
const PRINCIPALS = [
  { Service: 'ecs-tasks.amazonaws.com' },
  { Service: ['ecs-tasks.amazonaws.com', 'lambda.amazonaws.com'] },
  { AWS: 'arn:aws:iam::444455556666:root' },
  { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::111122223333:root'] },
];
const CONDITIONS = [
  undefined,
  { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  { StringEquals: { 'aws:SourceAccount': [ACCOUNT, '444455556666'] } },
];

const statement = (effect: fc.Arbitrary<'Allow' | 'Deny'>) =>
  fc.record({
    Effect: effect,
    Action: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 2 }),
    Resource: fc.constantFrom(...RESOURCES),
  });

const allowOften = fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny');

const text = (document: fc.Arbitrary<unknown>): fc.Arbitrary<string> => document.map((value) => JSON.stringify(value));

export const identityText = text(
  fc.record({ Version: fc.constant('2012-10-17'), Statement: fc.array(statement(allowOften), { minLength: 1, maxLength: 3 }) }),
);

export const trustText = text(
  fc
    .record({ Principal: fc.constantFrom(...PRINCIPALS), Condition: fc.constantFrom(...CONDITIONS) })
    .map(({ Principal, Condition }) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) }],
    })),
);

const own = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

const managed = (name: string, ...Statement: readonly object[]): ManagedPolicy => ({
  arn: own(name),
  versionId: 'v1',
  document: JSON.stringify({ Version: '2012-10-17', Statement }),
});

const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string, Resource = '*') => ({ Effect: 'Deny', Action, Resource });

/** The managed policies of that world: allowing, denying, both, and boundaries of which some contain others. */
export const POLICIES: readonly ManagedPolicy[] = [
  managed('read', allow('s3:Get*')),
  managed('write', allow('s3:*', 'arn:aws:s3:::b/*')),
  managed('send', allow('sqs:SendMessage')),
  managed('no-put', deny('s3:PutObject')),
  managed('read-no-send', allow('s3:Get*'), deny('sqs:SendMessage')),
  managed('send-no-x', allow('sqs:*'), deny('s3:*', 'arn:aws:s3:::b/x')),
  managed('bounds-all', allow('*')),
  managed('bounds-s3', allow('s3:*')),
  managed('bounds-sqs', allow('sqs:*'), allow('s3:GetObject')),
];

const attachable = POLICIES.filter(({ arn }) => !arn.includes('bounds-')).map(({ arn }) => arn);
const boundaries = POLICIES.filter(({ arn }) => arn.includes('bounds-')).map(({ arn }) => arn);

/** The state of one role, complete in every attribute. */
export const roleState: fc.Arbitrary<Role> = fc.record({
  name: fc.constant('orders'),
  path: fc.constant('/'),
  description: fc.constantFrom('', 'The orders tasks', 'Orders'),
  maxSessionDuration: fc.constantFrom(3600, 7200),
  trustPolicy: trustText,
  permissionsBoundary: fc.option(fc.constantFrom(...boundaries)),
  managedPolicies: fc.uniqueArray(fc.constantFrom(...attachable), { maxLength: 3 }),
  inlinePolicies: fc
    .uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C'), identityText), { maxLength: 2, selector: ([name]) => name })
    .map((entries) => new Map(entries)),
  tags: fc
    .uniqueArray(fc.tuple(fc.constantFrom('team', 'service'), fc.constantFrom('orders', 'billing')), {
      maxLength: 2,
      selector: ([key]) => key,
    })
    .map((entries) => new Map(entries)),
});

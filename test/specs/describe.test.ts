import { describe, expect, test } from '@jest/globals';
import type { ObservedRole } from '../../iam/role.ts';
import { readSpecs } from '../../specs/read.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import { describeRole } from '../../specs/writing/describe.ts';
import { specYaml } from '../../specs/writing/write.ts';
import { ACCOUNT, fileOf } from './given.ts';

const ROLE: ObservedRole = {
  name: 'orders',
  path: '/',
  description: undefined,
  maxSessionDuration: 3600,
  trustPolicy: defaultTrustPolicy(ACCOUNT),
  permissionsBoundary: null,
  managedPolicies: [],
  inlinePolicies: new Map(),
  tags: new Map(),
  arn: 'arn:aws:iam::111122223333:role/orders',
  roleId: 'AROAEXAMPLEEXAMPLEEXA',
  lastUsedAt: null,
  createdAt: undefined,
  fromTemplate: false,
};

const OPTIONS = { context: ACCOUNT, adopt: true, mode: undefined };

const written = (role: Partial<ObservedRole>, options = {}) =>
  specYaml(describeRole({ ...ROLE, ...role }, { ...OPTIONS, ...options }).document);
const kindOf = (role: Partial<ObservedRole>) => describeRole({ ...ROLE, ...role }, OPTIONS).document.kind;
const trust = (principal: unknown) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
const allowing = (...actions: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

test('A role with nothing but defaults is its name and state', () => {
  expect(written({}, { adopt: false })).toBe(
    'apiVersion: rolecall/v1\nkind: TaskRole\nmetadata:\n  name: orders\nspec:\n  state: present\n',
  );
});

test('A role is written as people write it', () => {
  const Statement = [
    { Sid: '', Resource: ['*'], Action: ['logs:PutLogEvents'], Effect: 'Allow', Condition: {} },
    {
      Sid: 'Queue',
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
    },
  ];
  const yaml = written({
    path: '/ecs/',
    description: 'Orders: the tasks',
    maxSessionDuration: 7200,
    trustPolicy: trust({ Service: ['ecs-tasks.amazonaws.com'] }),
    managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::111122223333:policy/orders-base'],
    inlinePolicies: new Map([['Work', JSON.stringify({ Version: '2012-10-17', Statement })]]),
    permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
    tags: new Map([
      ['service', 'orders'],
      ['port', '8080'],
      ['rolecall:owner', 'rolecall'],
      ['aws:cloudformation:stack-name', 'orders'],
    ]),
  });
  expect(yaml).toBe(`apiVersion: rolecall/v1
kind: TaskRole
metadata:
  name: orders
spec:
  path: /ecs/
  description: "Orders: the tasks"
  maxSessionDuration: 7200
  trustPolicy:
    Effect: Allow
    Principal:
      Service: ecs-tasks.amazonaws.com
    Action: sts:AssumeRole
  managedPolicies:
    - ReadOnlyAccess
    - arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/orders-base
  inlinePolicies:
    Work:
      - Effect: Allow
        Action: logs:PutLogEvents
        Resource: "*"
      - Sid: Queue
        Effect: Allow
        Action:
          - sqs:ReceiveMessage
          - sqs:DeleteMessage
        Resource: arn:\${AWS::Partition}:sqs:eu-west-1:\${AWS::AccountId}:orders
  permissionsBoundary: arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/boundary
  tags:
    service: orders
    port: "8080"
  management:
    adopt: true
`);
});

test('The mode is written where one is asked for', () => {
  expect(written({}, { mode: 'observe' })).toContain('  management:\n    mode: observe\n    adopt: true\n');
});

test('A document of 2008 stays one', () => {
  const old = JSON.stringify({
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/${aws:username}' }],
  });
  expect(written({ inlinePolicies: new Map([['Old', old]]) })).toContain(
    '    Old:\n      Version: 2008-10-17\n      Statement:\n        Effect: Allow\n',
  );
});

describe('The kind of a role that trusts', () => {
  test.each<[string, unknown]>([
    ['another service', { Service: 'lambda.amazonaws.com' }],
    ['a second service', { Service: ['ecs-tasks.amazonaws.com', 'ec2.amazonaws.com'] }],
    ['a person beside', { Service: 'ecs-tasks.amazonaws.com', AWS: '111122223333' }],
    ['Amazon ECS itself', { Service: 'ecs.amazonaws.com' }],
  ])('%s is Role', (_name, principal) => {
    expect(kindOf({ trustPolicy: trust(principal) })).toBe('Role');
  });

  const execution = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

  test('ECS tasks only, and has the execution policy, is TaskExecutionRole', () => {
    expect(kindOf({ managedPolicies: [execution, 'arn:aws:iam::aws:policy/ReadOnlyAccess'] })).toBe('TaskExecutionRole');
  });

  test('ECS tasks only, and can only start tasks, is TaskExecutionRole', () => {
    const start = allowing('ecr:GetAuthorizationToken', 'logs:CreateLogStream', 'ssm:GetParameters');
    expect(kindOf({ inlinePolicies: new Map([['Start', start]]) })).toBe('TaskExecutionRole');
  });

  test.each([['s3:GetObject'], ['ecr:GetAuthorizationToken', 'sqs:SendMessage'], ['*']])(
    'ECS tasks only, and allows %s %s, is TaskRole',
    (...actions) => {
      expect(kindOf({ inlinePolicies: new Map([['Work', allowing(...actions)]]) })).toBe('TaskRole');
    },
  );
});

describe('Left out, and said', () => {
  test('an inline policy that no spec can hold', () => {
    const literal = allowing('s3:GetObject').replace('"*"', '"arn:aws:s3:::${AWS::AccountId}"');
    const { document, leftOut } = describeRole({ ...ROLE, inlinePolicies: new Map([['Literal', literal]]) }, OPTIONS);
    expect(document.spec).toEqual({ management: { adopt: true } });
    expect(leftOut).toEqual([expect.stringContaining('the inline policy Literal')]);
  });

  test.each<[string, Partial<ObservedRole>, string]>([
    [
      'an inline policy named like a built-in of JavaScript',
      { inlinePolicies: new Map([['__proto__', allowing('s3:*')]]) },
      '__proto__',
    ],
    [
      'an inline policy whose name IAM would not take',
      { inlinePolicies: new Map([['a b', allowing('s3:*')]]) },
      'the inline policy a b',
    ],
    [
      'an inline policy with a delete character in it',
      { inlinePolicies: new Map([['A', allowing('s3:*').replace('"*"', '"arn:aws:s3:::\u007f"')]]) },
      'the inline policy A',
    ],
    ['a tag named like a built-in of JavaScript', { tags: new Map([['__proto__', 'a']]) }, 'the tag __proto__'],
    ['a tag named like a merge key', { tags: new Map([['<<', 'a']]) }, 'the tag <<'],
    ['a tag that IAM would not take', { tags: new Map([['a', '\u001b[2J']]) }, 'the tag a'],
    ['a tag that looks like a misspelt variable', { tags: new Map([['a', '${AWS.Region}']]) }, 'the tag a'],
    ['a description with a line separator', { description: 'a\u2028b' }, 'the description'],
    ['a path that looks like a variable', { path: '/${AWS::Region}/' }, 'the path'],
  ])('%s', (_name, role, what) => {
    const { document, leftOut } = describeRole({ ...ROLE, ...role }, OPTIONS);
    expect(leftOut).toEqual([expect.stringContaining(what)]);
    expect(document.spec).toEqual({ management: { adopt: true } });
    const { problems, roles } = readSpecs([fileOf(specYaml(document))], ACCOUNT);
    expect(problems).toEqual([]);
    expect(roles).toHaveLength(1);
  });

  test('a tag that a spec would take for a variable', () => {
    const { document, leftOut } = describeRole({ ...ROLE, tags: new Map([['stack', '${AWS::StackName}']]) }, OPTIONS);
    expect(document.spec).not.toHaveProperty('tags');
    expect(leftOut).toEqual([expect.stringContaining('the tag stack')]);
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  awsPolicyArn,
  awsPolicyDocuments,
  isAwsPolicyArn,
  knowsAwsPolicy,
  likelyAwsPolicy,
  shortAwsPolicyName,
} from '../../specs/aws/aws-policies.ts';

const EXECUTION = 'service-role/AmazonECSTaskExecutionRolePolicy';

describe('The ARN of a short name', () => {
  test.each([
    ['AdministratorAccess', 'aws', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    [EXECUTION, 'aws', `arn:aws:iam::aws:policy/${EXECUTION}`],
    [EXECUTION, 'aws-cn', `arn:aws-cn:iam::aws:policy/${EXECUTION}`],
    ['job-function/ViewOnlyAccess', 'aws-us-gov', 'arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess'],
  ])('%s in %s is %s', (name, partition, arn) => {
    expect(awsPolicyArn(name, partition)).toBe(arn);
  });
});

describe('A name that AWS does not have', () => {
  test.each([
    ['without the path it needs', 'AmazonECSTaskExecutionRolePolicy', EXECUTION],
    ['with a wrong path', 'job-function/AmazonECSTaskExecutionRolePolicy', EXECUTION],
    ['with a path it does not have', 'service-role/AdministratorAccess', 'AdministratorAccess'],
    ['in another case', 'administratoraccess', 'AdministratorAccess'],
    ['in another case and without its path', 'amazonecstaskexecutionrolepolicy', EXECUTION],
    ['with a letter missing', 'AmazonECSTaskExecutionRolPolicy', EXECUTION],
    ['with two letters swapped', 'SecretsManagerRaedWrite', 'SecretsManagerReadWrite'],
  ])('%s gets the likely one: %s', (_, name, suggestion) => {
    expect(awsPolicyArn(name, 'aws')).toBeUndefined();
    expect(likelyAwsPolicy(name)).toBe(suggestion);
  });

  test.each(['orders-base', '', 'constructor', '__proto__'])('and that is like none gets no suggestion: "%s"', (name) => {
    expect(awsPolicyArn(name, 'aws')).toBeUndefined();
    expect(likelyAwsPolicy(name)).toBeUndefined();
  });
});

describe('The short name of an ARN', () => {
  test.each([
    [`arn:aws:iam::aws:policy/${EXECUTION}`, EXECUTION],
    ['arn:aws-cn:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
    ['arn:aws:iam::111122223333:policy/AdministratorAccess', undefined],
    ['arn:aws:iam::aws:policy/NotYetKnown', undefined],
    ['arn:aws:iam::aws:policy/constructor', undefined],
    ['arn:aws:iam::aws:policy/administratoraccess', undefined],
  ])('%s is %s', (arn, name) => {
    expect(shortAwsPolicyName(arn)).toBe(name);
    expect(knowsAwsPolicy(arn)).toBe(name !== undefined);
  });

  test('leads back to the ARN, for every policy with a document', () => {
    const arns = awsPolicyDocuments('aws-cn').map(({ arn }) => arn);
    expect(arns.map((arn) => awsPolicyArn(shortAwsPolicyName(arn) ?? '', 'aws-cn'))).toEqual(arns);
  });
});

test.each([
  ['arn:aws:iam::aws:policy/NotYetKnown', true],
  ['arn:aws-us-gov:iam::aws:policy/x/y', true],
  ['arn:aws:iam::111122223333:policy/x', false],
  ['arn:aws:iam::aws:role/x', false],
  ['AdministratorAccess', false],
])('%s has the form of an AWS managed policy: %s', (arn, expected) => {
  expect(isAwsPolicyArn(arn)).toBe(expected);
});

describe('The documents of AWS managed policies', () => {
  const documents = new Map(awsPolicyDocuments('aws').map((policy) => [policy.arn, policy]));

  test('hold the execution role policy as AWS publishes it', () => {
    const policy = documents.get(`arn:aws:iam::aws:policy/${EXECUTION}`);
    expect(policy?.versionId).toBe('v1');
    expect(JSON.parse(policy?.document ?? '').Statement[0].Action).toContain('ecr:GetAuthorizationToken');
  });

  test('each have a version and at least one statement', () => {
    const broken = [...documents.values()].filter(
      ({ versionId, document }) => !/^v\d+$/.test(versionId) || !JSON.parse(document).Statement,
    );
    expect(broken).toEqual([]);
  });
});

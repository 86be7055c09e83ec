import { describe, expect, test } from '@jest/globals';
import { WRITE_CALLS } from '../../iam/api.ts';
import { policySize } from '../../iam/policy/size.ts';
import { policyOf } from '../evaluation/cases.ts';
import { actionsOfTheCode, iamReadsOf } from './calls-of-the-code.ts';
import { allowedActions, ask, auditPolicies, PLATFORM } from './permissions.ts';
import { propertiesOf, resolved } from './template.ts';

const SPECS_EVERYWHERE = { SpecParameterPath: '/roles', FurtherSpecBucket: 'central' };
const policies = auditPolicies(SPECS_EVERYWHERE);
const ROLE = 'arn:aws:iam::111122223333:role/ecs/orders';
const RESOURCES: Readonly<Record<string, string>> = {
  's3:ListBucket': 'arn:aws:s3:::rolecall-statebucket',
  's3:GetObject': 'arn:aws:s3:::rolecall-ownspecbucket/orders.yaml',
  's3:GetObjectVersion': 'arn:aws:s3:::central/orders.yaml',
  's3:PutObject': 'arn:aws:s3:::rolecall-statebucket/audits/eu-west-1/orders/1.json',
  'ssm:GetParametersByPath': 'arn:aws:ssm:eu-west-1:111122223333:parameter/roles',
  'sqs:SendMessage': 'arn:aws:sqs:eu-west-1:111122223333:rolecall-audits',
};
const ABOUT_NOBODY = /^(iam:(GetAccount|ListRoles)|ecs:)/;

const resourceOf = (action: string) => RESOURCES[action] ?? (ABOUT_NOBODY.test(action) ? '*' : ROLE);
const calls = [...actionsOfTheCode('audit').filter((action) => !action.startsWith('iam:')), ...iamReadsOf('audit')].sort();

test('The code of the audit calls IAM, S3, SSM, SQS and ECS', () => {
  expect([...new Set(calls.map((call) => call.split(':')[0]))].sort()).toEqual(['ecs', 'iam', 's3', 'sqs', 'ssm']);
  expect(iamReadsOf('audit')).toContain('iam:GetRole');
});

test.each(calls)('%s is called, and allowed', (action) =>
  expect(ask(policies, { action, resource: resourceOf(action) })).toBe('allowed'),
);

test('Of all actions of AWS no other is allowed', () => expect(allowedActions(policies)).toEqual([...calls, ...PLATFORM].sort()));

describe('The audit may never', () => {
  const policy = policyOf({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'identity');
  const widened = [...policies, { name: 'Everything', policy }];

  test.each([...WRITE_CALLS.map((call) => `iam:${call}`), 'iam:PassRole'])('%s, whatever else somebody attaches', (action) =>
    expect(ask(widened, { action, resource: ROLE })).toBe('denied'),
  );

  test('write specs, the state or settings, or wake the controller', () => {
    for (const [action, resource] of [
      ['s3:PutObject', 'arn:aws:s3:::rolecall-ownspecbucket/orders.yaml'],
      ['s3:PutObject', 'arn:aws:s3:::rolecall-statebucket/controller/state.json.gz'],
      ['s3:GetObject', 'arn:aws:s3:::rolecall-statebucket/controller/state.json.gz'],
      ['ssm:PutParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/rolecall/kill-switch'],
      ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:rolecall-requests'],
    ] as const)
      expect(ask(policies, { action, resource })).toBe('denied');
  });
});

test('Its inline policies stay far below the quota of a role, 10,240 characters', () => {
  const documents: readonly { readonly PolicyDocument: object }[] = propertiesOf(
    'AuditRole',
    resolved(SPECS_EVERYWHERE),
  ).Policies;
  const size = documents.reduce((sum, { PolicyDocument }) => sum + policySize(JSON.stringify(PolicyDocument)), 0);
  expect(size).toBeLessThan(5000);
});

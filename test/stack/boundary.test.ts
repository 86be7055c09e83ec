import { expect, test } from '@jest/globals';
import { policySize } from '../../iam/policy/size.ts';
import { policyOf } from '../evaluation/cases.ts';
import { ask } from './permissions.ts';
import { propertiesOf, resolved } from './template.ts';

const document = propertiesOf('ManagedRoleBoundary', resolved()).PolicyDocument;
const boundary = [{ name: 'boundary', policy: policyOf(document, 'identity') }];

test.each([
  ['s3:GetObject', 'arn:aws:s3:::orders/x'],
  ['dynamodb:PutItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'],
  ['sts:AssumeRole', 'arn:aws:iam::999999999999:role/partner'],
  ['iam:GetRole', 'arn:aws:iam::111122223333:role/ecs/orders'],
  ['organizations:DescribeAccount', 'arn:aws:organizations::111122223333:account/o-1/111122223333'],
])('A managed role may be granted %s on %s', (action, resource) => expect(ask(boundary, { action, resource })).toBe('allowed'));

test.each([
  ['iam:CreateRole', 'arn:aws:iam::111122223333:role/ecs/orders'],
  ['iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/ecs/orders'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/admin'],
  ['iam:CreateAccessKey', 'arn:aws:iam::111122223333:user/jane'],
  ['iam:AcquireRole', 'arn:aws:iam::111122223333:role/ecs/orders'],
  ['organizations:LeaveOrganization', '*'],
  ['account:PutAlternateContact', '*'],
  ['sts:AssumeRoot', 'arn:aws:iam::111122223333:root'],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/rolecall-reconcile'],
  ['s3:PutObject', 'arn:aws:s3:::rolecall-ownspecbucket/orders.yaml'],
  ['s3:PutBucketPolicy', 'arn:aws:s3:::rolecall-ownspecbucket'],
  ['s3:GetObject', 'arn:aws:s3:::rolecall-statebucket/controller/state.json.gz'],
  ['s3:DeleteObject', 'arn:aws:s3:::rolecall-trailbucket/AWSLogs/x'],
  ['ssm:PutParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/rolecall/kill-switch'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:rolecall-requests'],
  ['s3:PutObject', 'arn:aws:s3:::rolecall-statebucket/alerts/state.json.gz'],
  ['s3:GetObject', 'arn:aws:s3:::rolecall-statebucket/reports/latest.html'],
  ['sqs:PurgeQueue', 'arn:aws:sqs:eu-west-1:111122223333:rolecall-notices'],
  ['sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:rolecall-alerts'],
  ['lambda:UpdateFunctionConfiguration', 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-notify'],
  ['lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-report'],
  ['events:RemoveTargets', 'arn:aws:events:eu-west-1:111122223333:rule/rolecall-state-changes'],
  ['scheduler:DeleteSchedule', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/rolecall-report'],
  ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-reconcile'],
  ['events:DisableRule', 'arn:aws:events:eu-west-1:111122223333:rule/rolecall-iam-changes'],
  ['scheduler:DeleteSchedule', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/rolecall-sweep'],
  ['cloudtrail:StopLogging', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/rolecall-trail'],
  ['cloudformation:DeleteStack', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/rolecall/1'],
])('A managed role can never be granted %s on %s', (action, resource) =>
  expect(ask(boundary, { action, resource })).toBe('denied'),
);

test('The boundary stays within the quota of a managed policy, 6,144 characters', () =>
  expect(policySize(JSON.stringify(document))).toBeLessThan(6144));

test('It is the boundary that the packaged guards require', () =>
  expect(propertiesOf('ManagedRoleBoundary', resolved()).ManagedPolicyName).toBe('rolecall-boundary'));

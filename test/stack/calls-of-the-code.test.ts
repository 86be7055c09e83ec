import { expect, test } from '@jest/globals';
import { actionsOfTheCode } from './calls-of-the-code.ts';
import { type Ask, allowedActions, ask, controllerPolicies, ENFORCING, PLATFORM } from './permissions.ts';

/** Guards that allow as much as guards can. */
const WIDEST = { ...ENFORCING, allowDeletion: true };
const UNBOUNDED = { ...WIDEST, requiredBoundary: undefined };
const SPECS_EVERYWHERE = { SpecParameterPath: '/roles', FurtherSpecBucket: 'central' };

const ROLE = 'arn:aws:iam::111122223333:role/ecs/orders';
const RESOURCES: Readonly<Record<string, string>> = {
  's3:ListBucket': 'arn:aws:s3:::rolecall-ownspecbucket',
  's3:GetObject': 'arn:aws:s3:::rolecall-ownspecbucket/orders.yaml',
  's3:GetObjectVersion': 'arn:aws:s3:::central/orders.yaml',
  's3:PutObject': 'arn:aws:s3:::rolecall-statebucket/controller/state.json.gz',
  'ssm:GetParameter': 'arn:aws:ssm:eu-west-1:111122223333:parameter/rolecall/kill-switch',
  'ssm:GetParametersByPath': 'arn:aws:ssm:eu-west-1:111122223333:parameter/roles',
  'sqs:SendMessage': 'arn:aws:sqs:eu-west-1:111122223333:rolecall-requests',
};
const ABOUT_NOBODY = /^(iam:(GetAccount|ListRoles)|ecs:)/;

function askFor(action: string): Ask {
  const resource = RESOURCES[action] ?? (ABOUT_NOBODY.test(action) ? '*' : ROLE);
  const context = { 'iam:PermissionsBoundary': ['arn:aws:iam::111122223333:policy/rolecall-boundary'] };
  return { action, resource, context: { ...context, 'aws:ResourceTag/rolecall:owner': ['rolecall'] } };
}

const calls = actionsOfTheCode('reconcile');

test('The code calls IAM, S3, SSM, SQS and ECS', () => {
  expect([...new Set(calls.map((call) => call.split(':')[0]))].sort()).toEqual(['ecs', 'iam', 's3', 'sqs', 'ssm']);
  expect(calls.filter((call) => call.startsWith('iam:'))).toHaveLength(22);
});

test.each(calls)('%s is called, and allowed', (call) => {
  const guards = call === 'iam:DeleteRolePermissionsBoundary' ? UNBOUNDED : WIDEST;
  expect(ask(controllerPolicies(guards, SPECS_EVERYWHERE), askFor(call))).toBe('allowed');
});

test('Taking a boundary off is called, and denied where one is required', () =>
  expect(ask(controllerPolicies(WIDEST), askFor('iam:DeleteRolePermissionsBoundary'))).toBe('denied'));

test('Of all actions of AWS no other is allowed', () =>
  expect(allowedActions(controllerPolicies(UNBOUNDED, SPECS_EVERYWHERE))).toEqual([...calls, ...PLATFORM].sort()));

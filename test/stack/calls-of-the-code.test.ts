import { expect, test } from '@jest/globals';
import { matches } from '../../iam/pattern.ts';
import actions from '../../specs/data/actions.json' with { type: 'json' };
import { actionsOfTheCode } from './calls-of-the-code.ts';
import { type Ask, ask, controllerPolicies, ENFORCING } from './permissions.ts';

/** What Lambda itself does with the function's role: it polls the queue, and writes the log. */
const PLATFORM = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

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

test('Of all actions of AWS no other is allowed', () => {
  const policies = controllerPolicies(UNBOUNDED, SPECS_EVERYWHERE);
  const allowing = policies.flatMap(({ policy }) => policy.statements.filter(({ effect }) => effect === 'Allow'));
  expect(allowing.every(({ action }) => !action.negated)).toBe(true);
  const patterns = allowing.flatMap(({ action }) => action.values);
  const known = Object.entries(actions).flatMap(([service, names]) => names.split(' ').map((name) => `${service}:${name}`));
  const allowed = known.filter((action) => patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())));
  expect(known.length).toBeGreaterThan(10_000);
  expect(allowed.sort()).toEqual([...calls, ...PLATFORM].sort());
});

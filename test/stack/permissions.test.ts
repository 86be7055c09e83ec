import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { WRITE_CALLS } from '../../iam/api.ts';
import { policySize } from '../../iam/policy/size.ts';
import type { Guards } from '../../specs/types.ts';
import { reconcilePermissions } from '../../stack/permissions/reconcile-permissions.ts';
import { type Case, policyOf } from '../evaluation/cases.ts';
import { type Ask, ask, controllerDocuments, controllerPolicies, ENFORCING } from './permissions.ts';
import { packaged, propertiesOf } from './template.ts';

interface Given {
  /** What the guards say beside those of rolecall.yml; `null` for nothing. */
  readonly guards?: Readonly<Record<string, unknown>>;
  readonly action: string;
  /** `PATH/NAME`, or the ARN of something else in `resource`. */
  readonly role?: string;
  readonly resource?: string;
  /** The name of the boundary that the role has, or that is asked for. */
  readonly boundary?: string;
  /** The value of the tag `rolecall:owner`. */
  readonly owner?: string;
  /** The ARN of the policy that is attached or detached. */
  readonly policy?: string;
}

const cases: readonly Case<Given, string>[] = JSON.parse(readFileSync('test/stack/cases/controller.json', 'utf8'));

function guardsOf({ guards = {} }: Given): Guards {
  const said = Object.entries(guards).map(([name, value]) => [name, value ?? undefined]);
  return { ...ENFORCING, ...Object.fromEntries(said) };
}

function askOf({ action, role, resource, boundary, owner, policy }: Given): Ask {
  const context = {
    ...(boundary && { 'iam:PermissionsBoundary': [`arn:aws:iam::111122223333:policy/${boundary}`] }),
    ...(owner && { 'aws:ResourceTag/rolecall:owner': [owner] }),
    ...(policy && { 'iam:PolicyARN': [policy] }),
  };
  return { action, resource: resource ?? `arn:aws:iam::111122223333:role/${role}`, context };
}

describe('What the controller may do', () => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { given, expect: outcome }) =>
    expect(ask(controllerPolicies(guardsOf(given)), askOf(given))).toBe(outcome),
  );
});

describe.each([undefined, 'observe', 'suspend'] as const)('With the guards at %s', (mode) => {
  const guards: Guards = { ...ENFORCING, mode, allowDeletion: true };

  test.each(WRITE_CALLS)('%s is not allowed on any role, however it is bounded and tagged', (call) => {
    const given = { action: `iam:${call}`, role: 'ecs/orders', boundary: 'rolecall-boundary', owner: 'rolecall' };
    expect(ask(controllerPolicies(guards), askOf(given))).toBe('denied');
  });

  test('no statement allows more than to look', () => {
    const allowed = reconcilePermissions(guards).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.flatMap(({ Action }) => Action).filter((action) => !/^(iam|ecs):(Get|List|Describe)/.test(action))).toEqual(
      [],
    );
  });
});

test.each([
  ['lambda:UpdateFunctionConfiguration', 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-notify'],
  ['lambda:PutFunctionConcurrency', 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-audit'],
  ['lambda:DeleteFunctionEventInvokeConfig', 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-report'],
  ['sqs:PurgeQueue', 'arn:aws:sqs:eu-west-1:111122223333:rolecall-notices'],
  ['sqs:SetQueueAttributes', 'arn:aws:sqs:eu-west-1:111122223333:rolecall-notices-dead'],
  ['sns:Unsubscribe', 'arn:aws:sns:eu-west-1:111122223333:rolecall-alerts:1'],
  ['events:DisableRule', 'arn:aws:events:eu-west-1:111122223333:rule/rolecall-state-changes'],
  ['scheduler:DeleteSchedule', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/default/rolecall-report'],
  ['ssm:PutParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/rolecall/slack'],
])('Whatever else somebody attaches, the controller may never call %s on %s', (action, resource) => {
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const widened = [...controllerPolicies(ENFORCING), { name: 'Everything', policy: policyOf(everything, 'identity') }];
  expect(ask(widened, { action, resource })).toBe('denied');
});

test('The package that ships observes: what it holds is what the guards give', () => {
  const [account] = propertiesOf('ReconcileRole', packaged.Resources).Policies;
  expect(account.PolicyDocument.Statement).toEqual(reconcilePermissions({ ...ENFORCING, mode: 'observe' }));
});

test('The inline policies stay far below the quota of a role, 10,240 characters', () => {
  const guards: Guards = {
    ...ENFORCING,
    allowDeletion: true,
    protectedRoles: ['break-glass-*', 'arn:aws:iam::*:role/security/*'],
    attachablePolicies: Array.from({ length: 10 }, (_, index) => `arn:aws:iam::111122223333:policy/ecs/shared-${index}`),
  };
  const size = controllerDocuments(guards).reduce(
    (sum, { PolicyDocument }) => sum + policySize(JSON.stringify(PolicyDocument)),
    0,
  );
  expect(size).toBeGreaterThan(1000);
  expect(size).toBeLessThan(8000);
});

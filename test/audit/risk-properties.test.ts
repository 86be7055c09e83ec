import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ESCALATION_PATHS } from '../../iam/evaluation/escalation-paths.ts';
import { permits } from '../../iam/evaluation/evaluate.ts';
import type { Access } from '../../iam/evaluation/types.ts';
import { adminStatements } from '../../iam/risk/admin.ts';
import { escalations, roleEscalations } from '../../iam/risk/escalations.ts';
import { permissionsOf } from '../../iam/risk/permissions.ts';
import { taskSituation } from '../../iam/risk/situation.ts';
import { policyOf } from '../evaluation/cases.ts';

const ACCOUNT = { accountId: '111122223333', partition: 'aws' };
/** Each asks for some ninety sets of actions. */
const RUNS = 100;
const ACTIONS = [
  ...['*', 'iam:*', 'iam:Put*', 'iam:PassRole', 'iam:PutRolePolicy', 'ecs:RunTask', 'ecs:*', 'ec2:RunInstances'],
  ...['lambda:UpdateFunctionCode', 'lambda:*', 's3:*', 'ssm:StartSession', 'ecs:Run????', 'IAM:passrole'],
];
const RESOURCES = [
  ...['*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/admin', 'arn:aws:iam::111122223333:role/a*'],
  ...['arn:aws:ecs:*:*:*', 'arn:aws:lambda:*:*:function:*', 'arn:aws:s3:::*', 'arn:*:ec2:*:111122223333:instance/*'],
];
const CONDITIONS = [
  undefined,
  undefined,
  { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
];

function listed(name: string, values: readonly string[]): fc.Arbitrary<object> {
  const some = fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
  return fc.tuple(fc.constantFrom('', '', 'Not'), some).map(([not, chosen]) => ({ [`${not}${name}`]: chosen }));
}

const statements = (effects: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...effects), listed('Action', ACTIONS), listed('Resource', RESOURCES), fc.constantFrom(...CONDITIONS))
    .map(([Effect, action, resource, Condition]) => ({ Effect, ...action, ...resource, ...(Condition && { Condition }) }));
const documents = fc.array(statements(['Allow', 'Allow', 'Deny']), { minLength: 1, maxLength: 4 });

function accessTo(policies: readonly (readonly object[])[], boundary?: readonly object[]): Access {
  return {
    policies: policies.map((document, index) => ({ name: String(index), policy: policyOf(document, 'identity') })),
    boundary: boundary === undefined ? null : policyOf(boundary, 'identity'),
  };
}

function dangersOf(access: Access): readonly string[] {
  const permissions = permissionsOf(access, taskSituation('arn:aws:iam::111122223333:role/orders', ACCOUNT.accountId));
  const admin = adminStatements(permissions, ACCOUNT.partition).length > 0 ? ['admin'] : [];
  return [...admin, ...roleEscalations(permissions, ACCOUNT).map(({ name }) => name)];
}

describe('what a role may do too much', () => {
  test('is the same however its statements are spread over policies', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(dangersOf(accessTo(document.map((statement) => [statement])))).toEqual(dangersOf(accessTo([document])));
      }),
      { numRuns: RUNS },
    );
  });

  test('is no more with a boundary, and nothing with one that allows nothing', () => {
    fc.assert(
      fc.property(documents, documents, (document, boundary) => {
        const without = dangersOf(accessTo([document]));
        expect(without).toEqual(expect.arrayContaining([...dangersOf(accessTo([document], boundary))]));
        expect(dangersOf(accessTo([document], [{ Effect: 'Allow', Action: 'none:None', Resource: '*' }]))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('is the same with a boundary that allows everything, and nothing once everything is denied', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const [all, none] = ['Allow', 'Deny'].map((Effect) => ({ Effect, Action: '*', Resource: '*' }));
        expect(dangersOf(accessTo([document], [all ?? {}]))).toEqual(dangersOf(accessTo([document])));
        expect(dangersOf(accessTo([document, [none ?? {}]]))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('is every set of which the evaluator allows all actions on something', () => {
    const names = new Set([
      'iam:PassRole + ecs:RunTask',
      'iam:PutRolePolicy',
      'lambda:UpdateFunctionCode',
      'iam:PassRole + ec2:RunInstances',
    ]);
    const paths = ESCALATION_PATHS.filter(({ name }) => names.has(name));
    fc.assert(
      fc.property(documents, (document) => {
        const policy = policyOf(document, 'identity');
        const allowed = paths.filter(({ actions }) => actions.every(([action, resource]) => isAllowed(policy, action, resource)));
        expect(escalations(policy, 'aws')).toEqual(expect.arrayContaining(allowed.map(({ name }) => name)));
      }),
      { numRuns: RUNS },
    );
  });
});

/** On a sample of the resources, by somebody of whom nothing is known. */
function isAllowed(policy: Access['policies'][number]['policy'], action: string, pattern: string): boolean {
  const resource = pattern
    .replace('arn:*:', 'arn:aws:')
    .replace('????????????', ACCOUNT.accountId)
    .replace(/\*$/, 'eu-west-1:1:x');
  const principal = { type: 'AWS', value: 'arn:aws:iam::111122223333:role/orders' } as const;
  return permits([{ name: '', policy }], { principal, action, resource, context: new Map() }).outcome === 'allowed';
}

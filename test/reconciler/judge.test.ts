import { describe, expect, test } from '@jest/globals';
import type { Difference } from '../../reconciler/drift/diff.ts';
import { judge } from '../../reconciler/drift/judge.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';

const ARN = 'arn:aws:iam::111122223333:policy/extra';

function identity(...actions: readonly string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
}

function trust(principal: unknown, action = 'sts:AssumeRole'): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: action };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function judged(attribute: Difference['attribute'], desired: string | null, observed: string | null, managed?: string) {
  const kind = desired === null ? 'extra' : observed === null ? 'missing' : 'different';
  const difference: Difference = { attribute, key: 'Key', unit: attribute, kind, desired, observed };
  return judge(difference, new PolicyReader('aws'), () => managed);
}

describe('an attached policy', () => {
  test('that could not be read may allow anything, and is not known', () =>
    expect(judged('managedPolicies', null, ARN)).toMatchObject({ access: 'different', severity: 'high', known: false }));

  test('that could be read is known', () =>
    expect(judged('managedPolicies', null, ARN, identity('s3:GetObject'))).toMatchObject({
      access: 'wider',
      severity: 'high',
      known: true,
    }));

  test('that is missing and could not be read leaves what live allows known', () =>
    expect(judged('managedPolicies', ARN, null)).toMatchObject({ access: 'different', known: true }));
});

describe('a trust policy', () => {
  test('that live opens to anyone is critical, and says so', () => {
    const { severity, detail } = judged('trustPolicy', trust({ Service: 'ecs-tasks.amazonaws.com' }), trust('*'));
    expect({ severity, first: detail[0] }).toEqual({ severity: 'critical', first: 'anyone at all may assume this role' });
  });

  test('that the spec itself opens to anyone is not critical for that', () => {
    const { access, severity } = judged('trustPolicy', trust('*'), trust('*', 'sts:AssumeRole*'));
    expect({ access, severity }).toEqual({ access: 'wider', severity: 'high' });
  });
});

describe('an inline policy', () => {
  const escalating = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:PutUserPolicy', 'iam:AttachUserPolicy'];

  test('that allows everything says that and nothing more', () =>
    expect(judged('inlinePolicies', identity('s3:GetObject'), identity('*'))).toMatchObject({
      severity: 'critical',
      detail: ['this policy allows everything on everything'],
    }));

  test('that lets privileges escalate names three ways at most', () => {
    const { severity, detail } = judged('inlinePolicies', identity('s3:GetObject'), identity(...escalating));
    expect(severity).toBe('critical');
    expect(detail[0]).toMatch(/^this policy lets privileges escalate \([^,]+, [^,]+, [^,]+, …\)$/);
  });

  test('that lets privileges escalate in one way names that one', () => {
    const { detail } = judged('inlinePolicies', null, identity('iam:CreateAccessKey'));
    expect(detail[0]).toBe('this policy lets privileges escalate (iam:CreateAccessKey)');
  });

  test('that lets privileges escalate in three ways names all', () => {
    const { detail } = judged('inlinePolicies', null, identity(...escalating.slice(0, 3)));
    expect(detail[0]).toMatch(/^this policy lets privileges escalate \([^,…]+, [^,…]+, [^,…]+\)$/);
  });

  test('that escalates no further than the spec asks for is not critical', () => {
    const { severity, detail } = judged(
      'inlinePolicies',
      identity('iam:CreateAccessKey'),
      identity('iam:CreateAccessKey', 's3:GetObject'),
    );
    expect(severity).toBe('high');
    expect(detail.join(' ')).not.toContain('escalate');
  });
});

describe('a permissions boundary', () => {
  const OTHER = 'arn:aws:iam::111122223333:policy/other';
  const boundary = (desired: string | null, observed: string | null, documents: Readonly<Record<string, string>> = {}) => {
    const kind = desired === null ? 'extra' : observed === null ? 'missing' : 'different';
    const difference: Difference = {
      attribute: 'permissionsBoundary',
      key: '',
      unit: 'permissionsBoundary',
      kind,
      desired,
      observed,
    };
    return judge(difference, new PolicyReader('aws'), (arn) => documents[arn]);
  };

  test('that could not be read may bound more or less', () =>
    expect(boundary(ARN, OTHER)).toMatchObject({
      access: 'different',
      detail: ['another permissions boundary limits this role'],
    }));

  test.each([
    ['wanted', { [OTHER]: identity('s3:GetObject') }],
    ['live', { [ARN]: identity('s3:GetObject') }],
  ])('of which the %s one could not be read may bound more or less', (_which, documents) =>
    expect(boundary(ARN, OTHER, documents)).toMatchObject({ access: 'different', severity: 'high' }),
  );

  test('that allows more than the wanted one is wider', () =>
    expect(boundary(ARN, OTHER, { [ARN]: identity('s3:GetObject'), [OTHER]: identity('s3:*') })).toMatchObject({
      access: 'wider',
      severity: 'high',
    }));

  test('that the spec does not want is narrower, whatever it says', () =>
    expect(boundary(null, OTHER)).toMatchObject({
      access: 'narrower',
      severity: 'medium',
      detail: ['a permissions boundary limits this role'],
    }));

  test('that is missing is wider, whatever it would say', () =>
    expect(boundary(ARN, null)).toMatchObject({ access: 'wider', detail: ['no permissions boundary limits this role'] }));
});

describe('what IAM cannot change', () => {
  test('is the case of a name', () =>
    expect(judged('role', 'orders', 'Orders')).toMatchObject({
      access: 'same',
      severity: 'low',
      detail: ['the name differs in upper and lower case, which IAM cannot change'],
    }));

  test('is a path', () =>
    expect(judged('path', '/ecs/', '/')).toMatchObject({ severity: 'low', detail: ['IAM cannot change the path of a role'] }));

  test('is no tag', () => expect(judged('tags', 'a', 'b')).toMatchObject({ access: 'same', severity: 'low', detail: [] }));
});

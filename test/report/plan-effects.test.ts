import { describe, expect, test } from '@jest/globals';
import { judge } from '../../reconciler/drift/judge.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { Action, Drift } from '../../reconciler/types.ts';
import type { PlanAccount } from '../../report/plan/documents.ts';
import { dangerWords, effectLabel, effectWords } from '../../report/plan/effect-words.ts';
import { type RoleEffect, roleEffect } from '../../report/plan/role-effect.ts';
import type { KeyedUnit, PlainUnit } from '../../specs/unit.ts';
import { type Document, readCases } from '../evaluation/cases.ts';
import { fullReport } from './full-report.ts';

interface Given {
  /** By unit: what is live, and what the spec says; `null` for none. A managed policy is there or not. */
  readonly changes: Readonly<
    Record<string, { readonly live: Document | string | null; readonly spec: Document | string | null }>
  >;
  /** What attached policies say, by ARN; those left out cannot be read. */
  readonly managed?: Readonly<Record<string, Document>>;
  /** The role is not there yet. */
  readonly isNew?: true;
}

interface Expect {
  readonly way: RoleEffect['way'];
  readonly critical?: readonly string[];
  /** What a reviewer reads of each unit, its label first. */
  readonly units: Readonly<Record<string, string>>;
}

function textOf(value: Document | string | null): string | null {
  if (value === null || typeof value === 'string') return value;
  return JSON.stringify(Array.isArray(value) ? { Version: '2012-10-17', Statement: value } : value);
}

function accountOf({ managed = {} }: Given): PlanAccount {
  return {
    accountId: '111122223333',
    policies: new PolicyReader('aws'),
    managed: (arn) => textOf(managed[arn] ?? null) ?? undefined,
  };
}

/** As the engine finds and judges it. */
function driftsOf({ changes }: Given, { managed, policies }: PlanAccount): readonly Drift[] {
  return Object.entries(changes).map(([unit, sides]) => {
    const [desired, observed] = [textOf(sides.spec), textOf(sides.live)];
    const attribute = unit.split('[')[0] as PlainUnit | KeyedUnit;
    const kind = desired === null ? 'extra' : observed === null ? 'missing' : 'different';
    const difference = { attribute, key: '', unit, kind, desired, observed } as const;
    const { access, severity, detail } = judge(difference, policies, managed);
    return { unit, kind, access, severity, desired, observed, detail, tolerated: null, by: null };
  });
}

function creation({ changes }: Given): readonly Action[] {
  const actions = Object.entries(changes).map(([unit, { spec }]) => {
    const key = unit.replace(/^.*?\[|\]$/g, '');
    if (unit === 'trustPolicy') return { call: 'CreateRole', input: { RoleName: 'r', AssumeRolePolicyDocument: textOf(spec) } };
    if (unit.startsWith('managed')) return { call: 'AttachRolePolicy', input: { RoleName: 'r', PolicyArn: key } };
    return { call: 'PutRolePolicy', input: { RoleName: 'r', PolicyName: key, PolicyDocument: textOf(spec) } };
  });
  return actions.map((action) => ({ ...action, outcome: 'planned' })) as unknown as readonly Action[];
}

const MISSING = { unit: 'role', kind: 'missing', access: 'narrower', severity: 'high', desired: 'r' } as const;
const ANY_CALL = { call: 'TagRole', input: { RoleName: 'r', Tags: [] }, outcome: 'planned' } as const;

describe.each(readCases<Given, Expect>('plan-effects'))('what a plan would do: %s', (_file, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    const account = accountOf(given);
    const drift = given.isNew ? [MISSING] : driftsOf(given, account);
    const actions = given.isNew ? creation(given) : [ANY_CALL];
    const [role] = fullReport({ roles: [{ name: 'r', status: 'Drifted', drift, actions }] }).roles;
    const effect = role && roleEffect(role, account);
    if (role === undefined || effect === undefined) throw new Error('nothing is planned');
    const told = role.drift.map((one) => {
      const unit = effect.units.get(one.unit);
      const label = effectLabel(one, unit);
      return [one.unit, `${label === undefined ? '' : `${label}: `}${effectWords(one, unit)}`] as const;
    });
    expect({ way: effect.way, critical: dangerWords(effect), units: Object.fromEntries(told) }).toEqual({
      critical: [],
      ...expected,
    });
  });
});

test('a role for which no call is made has no effect', () => {
  const { roles } = fullReport({
    roles: [{ name: 'r', status: 'Refused', drift: [MISSING], actions: [{ ...ANY_CALL, outcome: 'refused' }] }],
  });
  expect(roles.map((role) => roleEffect(role, accountOf({ changes: {} })))).toEqual([undefined]);
});

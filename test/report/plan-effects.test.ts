import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../iam/role.ts';
import { judge } from '../../reconciler/drift/judge.ts';
import { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { Action, Drift, DriftReport } from '../../reconciler/types.ts';
import { verdict } from '../../report/markdown/verdict.ts';
import type { PlanAccount } from '../../report/plan/documents.ts';
import { driftTold } from '../../report/plan/drift-told.ts';
import { dangerWords, togetherWords } from '../../report/plan/effect-words.ts';
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
  /** What the role has and keeps, by unit; `unknown` where nobody could read what it has. */
  readonly keeps?: Readonly<Record<string, Document | string>> | 'unknown';
  /** The boundary that the guards require of every role that is enforced. */
  readonly requiredBoundary?: string;
  /** The role is not there yet. */
  readonly isNew?: true;
  /** What becomes of what the spec asks for; by itself an apply does it. */
  readonly fate?: 'observed' | 'refused';
}

interface Expect {
  readonly way: RoleEffect['way'];
  readonly critical?: readonly string[];
  /** Only the policies are known, and not what the role has beside them. */
  readonly isOfPolicies?: true;
  readonly together?: string;
  /** What the first line of the comment says after "Rolecall plan". */
  readonly verdict?: string;
  /** What a reviewer reads of each unit, its label first. */
  readonly units: Readonly<Record<string, string>>;
}

function textOf(value: Document | string | null): string | null {
  if (value === null || typeof value === 'string') return value;
  return JSON.stringify(Array.isArray(value) ? { Version: '2012-10-17', Statement: value } : value);
}

function roleOf(units: Readonly<Record<string, Document | string | null>>): Role {
  const texts = Object.entries(units).map(([unit, value]) => [unit, textOf(value)] as const);
  const keyed = (attribute: string) =>
    texts.flatMap(([unit, text]) => {
      const key = unit.startsWith(`${attribute}[`) ? unit.slice(attribute.length + 1, -1) : undefined;
      return key === undefined || text === null ? [] : [[key, text] as const];
    });
  const others = { path: '/', description: '', maxSessionDuration: 3600, tags: new Map() };
  const permissionsBoundary = textOf(units.permissionsBoundary ?? null) ?? undefined;
  const trustPolicy = textOf(units.trustPolicy ?? null) ?? '';
  const inlinePolicies = new Map(keyed('inlinePolicies'));
  return {
    name: 'r',
    ...others,
    permissionsBoundary,
    trustPolicy,
    inlinePolicies,
    managedPolicies: keyed('managedPolicies').map(([arn]) => arn),
  };
}

function accountOf({ changes, keeps = {}, managed = {}, requiredBoundary, isNew }: Given): PlanAccount {
  const side = (of: 'live' | 'spec') => Object.fromEntries(Object.entries(changes).map(([unit, sides]) => [unit, sides[of]]));
  return {
    accountId: '111122223333',
    policies: new PolicyReader('aws'),
    managed: (arn) => textOf(managed[arn] ?? null) ?? undefined,
    live: keeps === 'unknown' || isNew ? new Map() : new Map([['r', roleOf({ ...keeps, ...side('live') })]]),
    declared: new Map([['r', roleOf(side('spec'))]]),
    requiredBoundary,
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

function reportOf(given: Given, account: PlanAccount): DriftReport {
  const drift = given.isNew ? [MISSING] : driftsOf(given, account);
  const calls = given.isNew ? creation(given) : [ANY_CALL];
  if (given.fate === 'observed') return fullReport({ roles: [{ name: 'r', status: 'Drifted', mode: 'observe', drift }] });
  const isRefused = given.fate === 'refused';
  const actions = isRefused ? calls.map((call) => ({ ...call, outcome: 'refused' as const })) : calls;
  return fullReport({ roles: [{ name: 'r', status: isRefused ? 'Refused' : 'Drifted', drift, actions }] });
}

describe.each(readCases<Given, Expect>('plan-effects'))('what a plan would do: %s', (_file, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    const account = accountOf(given);
    const report = reportOf(given, account);
    const [role] = report.roles;
    const effect = role && roleEffect(role, account);
    if (role === undefined || effect === undefined) throw new Error('the spec asks for nothing');
    const told = role.drift.map((one) => {
      const { label, words } = driftTold(one, effect);
      return [one.unit, `${label === undefined ? '' : `${label}: `}${words}`] as const;
    });
    const { way, isOfPolicies } = effect;
    const seen = { way, isOfPolicies, critical: dangerWords(effect), together: togetherWords(effect) };
    const said = expected.verdict === undefined ? {} : { verdict: verdict(report, 'plan', new Map([['r', effect]])) };
    expect({ ...seen, ...said, units: Object.fromEntries(told) }).toEqual({
      critical: [],
      isOfPolicies: false,
      ...expected,
    });
  });
});

test('a role of whose spec nothing is known but that it is missing has no effect', () => {
  const { roles } = fullReport({ roles: [{ name: 'r', status: 'Refused', drift: [MISSING] }] });
  expect(roles.map((role) => roleEffect(role, { ...accountOf({ changes: {} }), declared: new Map() }))).toEqual([undefined]);
});

test('a role that is as its spec says has no effect', () => {
  const { roles } = fullReport({ roles: [{ name: 'r', status: 'InSync' }] });
  expect(roles.map((role) => roleEffect(role, accountOf({ changes: {} })))).toEqual([undefined]);
});

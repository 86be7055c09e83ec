import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { IamCall } from '../../iam/api.ts';
import type { RoleReport } from '../../reconciler/types.ts';
import { recording, refusing } from '../faults.ts';
import { pass } from '../world.ts';
import { accountWith, guardsOf, type LiveRole, specFile, specSet } from './given.ts';
import { toldAction, toldDrift, withDocuments } from './told.ts';

interface Case {
  /** A statement of behaviour. */
  readonly name: string;
  /** Where a rule of AWS comes from. */
  readonly source?: string;
  readonly given: {
    readonly kind?: string;
    /** What stands under `spec:`; `own/NAME` is a policy of the account. */
    readonly spec?: object;
    /** Left out: a role of ours that is as declared; `null`: there is no such role. */
    readonly live?: LiveRole | null;
    /** Lines that stand both in the spec and in the live role. */
    readonly both?: object;
    /** What stands under `spec:` of `rolecall.yml`. */
    readonly guards?: object;
    readonly quotas?: object;
    /** Calls that this identity may not make. */
    readonly refused?: readonly IamCall[];
    /** Names of roles that current task definitions use; `null` where that is not known. */
    readonly inUse?: readonly string[] | null;
  };
  readonly expect: {
    /** What `plan` says. */
    readonly status: string;
    /** What `apply` says; by default `Corrected` for drift with actions, and else the same. */
    readonly applied?: string;
    /** In their order, as in `extra inlinePolicies[B] wider high (ignore)`. */
    readonly drift?: readonly string[];
    /** Parts of what the drift says in words. */
    readonly says?: readonly string[];
    /** In their order, as in `AttachRolePolicy own/read`, or that and a part of the input. */
    readonly actions?: readonly (string | readonly [string, object])[];
    readonly reasons?: readonly string[];
    /** Parts of what the reasons say. */
    readonly because?: readonly string[];
    /** What a second `apply` says; by default `InSync` after `Corrected`, and else the same. */
    readonly remains?: string;
  };
}

const FOLDER = new URL('../cases/reconciler/', import.meta.url);

function casesIn(topic: string): [string, Case][] {
  const folder = new URL(`${topic}/`, FOLDER);
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')).map((each: Case) => [each.name, each]));
}

function worldOf({ kind, spec = {}, both = {}, live, guards, quotas, refused = [], inUse = [] }: Case['given']) {
  const specs = specSet(specFile({ ...both, ...spec }, kind));
  expect(specs.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const account = accountWith(live === null ? [] : [{ ...both, ...live }], quotas);
  const iam = recording(refusing(account, refused));
  const run = {
    guards: guardsOf(guards),
    taskDefinitions: { rolesInUse: async () => (inUse === null ? undefined : new Set(inUse)) },
  };
  const role = async (mode: 'observe' | 'enforce') => {
    const [report, ...others] = (await pass(iam, specs, { ...run, mode })).roles;
    expect(others).toEqual([]);
    return report as RoleReport;
  };
  return { iam, role };
}

function checkActions({ actions }: RoleReport, wanted: Case['expect']['actions'] = []) {
  expect(actions.map(toldAction)).toEqual(wanted.map((action) => (typeof action === 'string' ? action : action[0])));
  for (const [index, action] of wanted.entries()) {
    if (typeof action !== 'string') expect(withDocuments(actions[index]?.input ?? {})).toMatchObject(action[1]);
  }
}

function checkPlan(plan: RoleReport, expected: Case['expect']) {
  expect({
    status: plan.status,
    drift: plan.drift.map(toldDrift),
    reasons: plan.reasons.map(({ code }) => code),
  }).toEqual({ status: expected.status, drift: expected.drift ?? [], reasons: expected.reasons ?? [] });
  checkActions(plan, expected.actions);
  const detail = plan.drift.flatMap((drift) => drift.detail).join('\n');
  for (const words of expected.says ?? []) expect(detail).toContain(words);
  const messages = plan.reasons.map(({ message }) => message).join('\n');
  for (const words of expected.because ?? []) expect(messages).toContain(words);
}

/** Plans, applies, and plans again: a plan writes nothing, and what was applied needs no second time. */
async function judge({ given, expect: expected }: Case) {
  const { iam, role } = worldOf(given);
  const plan = await role('observe');
  checkPlan(plan, expected);
  expect(iam.writes()).toEqual([]);

  const applied = await role('enforce');
  const willWrite = plan.actions.some(({ outcome }) => outcome === 'planned');
  expect(applied.status).toBe(expected.applied ?? (willWrite && plan.status === 'Drifted' ? 'Corrected' : plan.status));
  const done = applied.actions.filter(({ outcome }) => outcome === 'done').map(toldAction);
  const mayWrite = willWrite && !['Failed', 'Unknown'].includes(applied.status);
  expect(done).toEqual(mayWrite ? plan.actions.map(toldAction) : []);
  const writes = iam.writes().length;

  const again = await role('enforce');
  if (applied.status !== 'Failed') expect(iam.writes()).toHaveLength(writes);
  expect(again.status).toBe(expected.remains ?? (applied.status === 'Corrected' ? 'InSync' : applied.status));
}

describe.each(readdirSync(FOLDER).filter((topic) => topic !== 'brake'))('Reconciling: %s', (topic) => {
  test.each(casesIn(topic))('%s', (_name, each) => judge(each));
});

import { readFileSync } from 'node:fs';
import type { Action, Drift, DriftReport, RoleReport, Status, Summary } from '../../reconciler/types.ts';

type Partly<T, Key extends keyof T> = Partial<T> & Pick<T, Key>;

/** A role as case files write it: what they leave out has no bearing on the case. */
export interface GivenRole extends Partly<Omit<RoleReport, 'drift' | 'actions'>, 'name' | 'status'> {
  readonly drift?: readonly Partly<Drift, 'unit' | 'kind' | 'access' | 'severity'>[];
  readonly actions?: readonly Partial<Action>[];
}

export type GivenReport = Partial<Omit<DriftReport, 'roles'>> & { readonly roles: readonly GivenRole[] };

const DRIFT = { desired: null, observed: null, detail: [], tolerated: null, by: null };

function fullRole(role: GivenRole, mode: DriftReport['mode']): RoleReport {
  const drift = (role.drift ?? []).map((one) => ({ ...DRIFT, ...one }));
  const actions = (role.actions ?? []).map((action) => ({ outcome: 'planned', ...action }) as Action);
  return { kind: null, mode, owned: false, source: null, reasons: [], ...role, drift, actions };
}

const COUNTS: Readonly<Record<Status, keyof Summary>> = {
  Invalid: 'invalid',
  Suspended: 'suspended',
  Unknown: 'unknown',
  Failed: 'failed',
  Refused: 'refused',
  Progressing: 'progressing',
  Corrected: 'corrected',
  Drifted: 'drifted',
  Orphaned: 'orphaned',
  InSync: 'inSync',
};

function summaryOf(roles: readonly RoleReport[]): Summary {
  const counts = Object.fromEntries(
    Object.entries(COUNTS).map(([status, key]) => [key, roles.filter((role) => role.status === status).length]),
  );
  return { roles: roles.length, ...counts } as unknown as Summary;
}

/** A whole report from what a case file says of it. */
export function fullReport(given: GivenReport): DriftReport {
  const roles = given.roles.map((role) => fullRole(role, 'enforce'));
  return {
    apiVersion: 'rolecall/v1',
    kind: 'DriftReport',
    runId: 'run-1',
    trigger: 'cli',
    complete: true,
    account: '111122223333',
    owner: 'rolecall',
    mode: 'observe',
    startedAt: '2026-11-22T08:00:00.000Z',
    finishedAt: '2026-11-22T08:00:01.000Z',
    planHash: null,
    brake: null,
    notices: [],
    problems: [],
    ...given,
    summary: summaryOf(roles),
    roles,
  };
}

/** Reads a file below `test/cases/report/`. */
export function readCase<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../cases/report/${path}`, import.meta.url), 'utf8')) as T;
}

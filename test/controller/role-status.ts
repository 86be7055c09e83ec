import type { RoleStatus } from '../../controller/state/state.ts';
import type { Drift, RoleReport } from '../../reconciler/types.ts';

export const BEFORE = '2026-06-01T11:00:00.000Z';

/** A role that was in sync an hour ago. */
export function roleStatus(name: string, overrides: Partial<RoleStatus> = {}): RoleStatus {
  return {
    name,
    kind: 'TaskRole',
    labels: {},
    mode: 'enforce',
    owned: true,
    status: 'InSync',
    since: BEFORE,
    conditions: [{ type: 'Synced', status: 'True', reason: 'InSync', message: '', since: BEFORE }],
    spec: { file: `specs/${name}.yaml`, line: 1, version: null, hash: 'hash' },
    checkedAt: BEFORE,
    changedAt: null,
    drift: [],
    reasons: [],
    policies: {},
    relapses: {},
    ...overrides,
  };
}

export function driftOf(unit: string, overrides: Partial<Drift> = {}): Drift {
  const base = {
    kind: 'extra',
    access: 'wider',
    severity: 'high',
    desired: null,
    observed: null,
    detail: [],
    tolerated: null,
    by: null,
  } as const;
  return { unit, ...base, ...overrides };
}

export function roleReport(name: string, overrides: Partial<RoleReport> = {}): RoleReport {
  const source = { file: `specs/${name}.yaml`, line: 1, version: null };
  return {
    name,
    kind: 'TaskRole',
    status: 'InSync',
    mode: 'enforce',
    owned: true,
    source,
    drift: [],
    actions: [],
    reasons: [],
    ...overrides,
  };
}

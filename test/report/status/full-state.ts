import type { ControllerState, RoleStatus, RunRecord } from '../../../controller/state/state.ts';
import { foldName } from '../../../iam/role.ts';
import { summarize } from '../../../reconciler/summary.ts';
import type { Drift } from '../../../reconciler/types.ts';

type Partly<T, Key extends keyof T> = Partial<T> & Pick<T, Key>;

/** A role's state as case files write it: what they leave out has no bearing on the case. */
export interface GivenRoleStatus extends Partly<Omit<RoleStatus, 'drift'>, 'name' | 'status'> {
  readonly drift?: readonly Partly<Drift, 'unit' | 'kind' | 'access' | 'severity'>[];
}

export type GivenState = Partial<Omit<ControllerState, 'roles' | 'runs'>> & {
  readonly roles: readonly GivenRoleStatus[];
  readonly runs?: readonly Partial<RunRecord>[];
};

const DRIFT = { desired: null, observed: null, detail: [], tolerated: null, by: null };

function fullRole(given: GivenRoleStatus): RoleStatus {
  return {
    kind: 'TaskRole',
    labels: {},
    mode: 'enforce',
    owned: true,
    since: '2026-11-22T07:00:00.000Z',
    conditions: [],
    spec: { file: 's3://acme-specs/orders.yaml', line: 1, version: null, hash: '5f0c7a1e' },
    checkedAt: '2026-11-22T07:55:00.000Z',
    changedAt: null,
    reasons: [],
    policies: {},
    relapses: {},
    ...given,
    drift: (given.drift ?? []).map((one) => ({ ...DRIFT, ...one })),
  };
}

function fullRun(given: Partial<RunRecord>): RunRecord {
  return {
    runId: 'run-9',
    trigger: 'schedule',
    scope: 'all',
    startedAt: '2026-11-22T07:55:00.000Z',
    seconds: 4.2,
    mode: 'enforce',
    complete: true,
    summary: summarize([]),
    drift: { wider: 0, narrower: 0, different: 0, same: 0 },
    writes: 0,
    ...given,
  };
}

/** A whole state from what a case says of it, five minutes after its last pass. */
export function fullState({ roles, runs = [{}], ...given }: GivenState): ControllerState {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'ControllerState',
    account: '111122223333',
    lease: null,
    writes: [],
    approvals: [],
    brake: null,
    sources: { 's3://acme-specs/': { files: 12, listedAt: '2026-11-22T07:55:00.000Z' } },
    unannounced: [],
    eventPathBrokenSince: null,
    lastSuccess: '2026-11-22T07:55:00.000Z',
    ...given,
    roles: Object.fromEntries(roles.map((role) => [foldName(role.name), fullRole(role)])),
    runs: runs.map(fullRun),
  };
}

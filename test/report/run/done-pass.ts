import { withRun } from '../../../controller/folding/history.ts';
import { emptyState } from '../../../controller/state/empty-state.ts';
import type { ControllerState, RoleStatus } from '../../../controller/state/state.ts';
import { foldName } from '../../../iam/role.ts';
import type { DriftReport, RoleReport } from '../../../reconciler/types.ts';
import type { DonePass } from '../../../report/run/run-line.ts';
import { fullReport, type GivenReport } from '../full-report.ts';

const AT = '2026-11-22T08:00:00.000Z';

function statusOf({ name, kind, mode, owned, status, drift, reasons }: RoleReport): RoleStatus {
  const synced = {
    type: 'Synced',
    status: status === 'Corrected' ? 'True' : 'False',
    reason: status,
    message: '',
    since: AT,
  } as const;
  const never = { labels: {}, spec: null, changedAt: null, policies: {}, relapses: {} };
  return { ...never, name, kind, mode, owned, status, since: AT, conditions: [synced], checkedAt: AT, drift, reasons };
}

function stateAfter(report: DriftReport): ControllerState {
  const roles = Object.fromEntries(report.roles.map((role) => [foldName(role.name), statusOf(role)]));
  const runs = withRun(withRun([], report, 'all'), report, 'all');
  return { ...emptyState(report.account), roles, runs, lastSuccess: report.startedAt };
}

/** A pass that ended with this report, by default not the first. */
export function donePass(given: GivenReport, changes: Partial<ControllerState> = {}, rest: Partial<DonePass> = {}): DonePass {
  const report = fullReport(given);
  return { result: 'done', report, state: { ...stateAfter(report), ...changes }, requeued: [], ...rest };
}

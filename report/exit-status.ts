import type { DriftReport, RoleReport, Status } from '../reconciler/types.ts';

/** 0: nothing to report. 2: all was judged, and something remains. 1: something could not be done or judged. */
export type ExitStatus = 0 | 1 | 2;

const STATUS_EXIT: Readonly<Record<Status, ExitStatus>> = {
  Invalid: 1,
  Unknown: 1,
  Failed: 1,
  Drifted: 2,
  Refused: 2,
  Progressing: 2,
  Corrected: 0,
  Suspended: 0,
  Orphaned: 0,
  InSync: 0,
};

/** What of a role decides: its status, and what is wrong with it. */
export type JudgedRole = Pick<RoleReport, 'status' | 'drift'>;

function remains({ tolerated, severity }: JudgedRole['drift'][number]): boolean {
  return tolerated === 'content' || (tolerated !== null && severity === 'critical');
}

/** What one role adds to the exit status. New content of a policy, and danger that the spec lets stay, remain whatever else was corrected. */
export function roleExitStatus(role: JudgedRole): ExitStatus {
  const status = STATUS_EXIT[role.status];
  return status === 0 && role.status !== 'Suspended' && role.drift.some(remains) ? 2 : status;
}

/** The exit status of a run: 1 beats 2, and 2 beats 0. */
export function exitStatus(report: DriftReport): ExitStatus {
  const wrong = !report.complete || report.problems.some((problem) => problem.severity === 'error');
  const statuses = new Set(report.roles.map(roleExitStatus));
  if (wrong || statuses.has(1)) return 1;
  return statuses.has(2) ? 2 : 0;
}

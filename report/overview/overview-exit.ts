import { auditExitStatus } from '../audit/audit-exit.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { Overview } from './overview.ts';
import { auditReportOf, driftReportOf } from './overview-reports.ts';

/** From here on a finding is one that remains to be dealt with, as in an audit. */
const LEAST = 'high';

/** The exit status of a report: that of its roles and of its findings; 1 beats 2, and 2 beats 0. */
export function overviewExit(overview: Overview): ExitStatus {
  const audit = auditReportOf(overview);
  const all = [exitStatus(driftReportOf(overview)), audit === undefined ? 0 : auditExitStatus(audit, LEAST)];
  if (all.includes(1)) return 1;
  return all.includes(2) ? 2 : 0;
}

import type { AuditReport, Finding } from '../../audit/types.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import type { ExitStatus } from '../exit-status.ts';
import { allFindings } from './all-findings.ts';

function isAtLeast({ severity }: Finding, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

function isUnjudged({ complete, problems }: AuditReport, findings: readonly Finding[]): boolean {
  const wrong = problems.some(({ severity }) => severity === 'error');
  return !complete || wrong || findings.some(({ rule }) => rule === 'NotDescribed');
}

/**
 * The exit status of an audit: 1 where something could not be read or judged, 2 where a finding that is not waived is as
 * severe as `failOn`. 1 beats 2, and 2 beats 0; what can only not be verified is no failure.
 */
export function auditExitStatus(report: AuditReport, failOn: Severity): ExitStatus {
  const findings = allFindings(report);
  if (isUnjudged(report, findings)) return 1;
  return findings.some((finding) => finding.waived === null && isAtLeast(finding, failOn)) ? 2 : 0;
}

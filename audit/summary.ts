import { SEVERITIES, type Severity } from '../specs/types.ts';
import type { AuditSummary, DefinitionAudit, Finding } from './types.ts';

/** What was said of a task definition, and whether all that its roles are could be read. */
export interface Audited {
  readonly audit: DefinitionAudit;
  readonly isRead: boolean;
}

/** Counts what is not waived, of the task definitions and of none. */
export function summaryOf(audited: readonly Audited[], beside: readonly Finding[]): AuditSummary {
  const audits = audited.map(({ audit }) => audit);
  const findings = [...audits.flatMap((audit) => audit.findings), ...beside];
  const loud = findings.filter(isLoud);
  const bySeverity = Object.fromEntries(SEVERITIES.map((one) => [one, loud.filter(({ severity }) => severity === one).length]));
  return {
    taskDefinitions: audits.length,
    clean: audited.filter(({ audit, isRead }) => isRead && !audit.findings.some(isLoud)).length,
    ...(bySeverity as Record<Severity, number>),
    waived: findings.length - loud.length,
    unverified: audits.reduce((sum, { unverified }) => sum + unverified.length, 0),
  };
}

function isLoud({ waived }: Finding): boolean {
  return waived === null;
}

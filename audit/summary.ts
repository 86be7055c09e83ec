import { SEVERITIES, type Severity } from '../specs/types.ts';
import type { AuditSummary, DefinitionAudit, Finding } from './types.ts';

/** Counts what is not waived, of the task definitions and of none. */
export function summaryOf(audits: readonly DefinitionAudit[], beside: readonly Finding[]): AuditSummary {
  const findings = [...audits.flatMap((audit) => audit.findings), ...beside];
  const loud = findings.filter(isLoud);
  const bySeverity = Object.fromEntries(SEVERITIES.map((one) => [one, loud.filter(({ severity }) => severity === one).length]));
  return {
    taskDefinitions: audits.length,
    clean: audits.filter((audit) => !audit.findings.some(isLoud)).length,
    ...(bySeverity as Record<Severity, number>),
    waived: findings.length - loud.length,
    unverified: audits.reduce((sum, { unverified }) => sum + unverified.length, 0),
  };
}

function isLoud({ waived }: Finding): boolean {
  return waived === null;
}

import type { AuditEntry, StoredAudit } from '../../audit/state/audit-state.ts';
import type { AlertViolation } from '../alert.ts';
import type { Source } from '../observation.ts';

/**
 * The task definitions of a region, once a sweep of it began. Until its end, what an event tells of is no part of it: a sweep may be
 * a day away, and a bad task definition that is registered meanwhile is told at once.
 */
export function auditSource(region: string, isSwept: boolean, results: readonly StoredAudit[]): readonly Source[] {
  const here = results.filter((result) => result.region === region);
  if (!isSwept && !here.some((result) => entriesOf(result).some(isOfSweep))) return [];
  const finds = ({ subject, what }: AlertViolation) =>
    subject.kind === 'taskDefinition' && subject.region === region && (isSwept || isFoundBySweep(subject.name, what));
  const isFoundBySweep = (family: string, rule: string) =>
    here.filter((result) => result.family === family).every((result) => entriesOf(result).every(isSilentOrOfSweep(rule)));
  return [{ name: `audits/${region}`, isSwept, finds }];
}

function entriesOf({ own, overrides }: StoredAudit): readonly AuditEntry[] {
  return own === null ? overrides : [own, ...overrides];
}

function isOfSweep({ trigger }: AuditEntry): boolean {
  return trigger === 'sweep';
}

function isSilentOrOfSweep(rule: string): (entry: AuditEntry) => boolean {
  return (entry) => isOfSweep(entry) || entry.audit.findings.every((finding) => finding.rule !== rule);
}

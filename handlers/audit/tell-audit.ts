import type { AuditOutcome } from '../../controller/audit/answer/outcome.ts';
import type { AuditIndex } from '../../controller/audit/state/audit-state.ts';
import type { CallCounts } from '../../controller/counting-iam.ts';
import { boundedList } from '../../report/run/bounded-list.ts';
import type { Metric } from '../../report/run/run-metrics.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import type { Observer } from '../observer.ts';

/** Tells an audit's story in one line, and a line for what somebody should look at. */
export function tellAudit(outcome: AuditOutcome, calls: CallCounts, observer: Observer): void {
  const { reports, index, written, failed, requeued, unannounced, notices } = outcome;
  observer.info('audit', {
    triggers: boundedList(reports.map(({ trigger }) => trigger)),
    complete: reports.every(({ complete }) => complete) && failed.length === 0,
    audited: reports.reduce((sum, { taskDefinitions }) => sum + taskDefinitions.length, 0),
    taskDefinitions: sizeOf(index),
    findings: findingsIn(index),
    written: boundedList(written),
    requeued: requeued.length,
    failed: failed.length,
    calls,
    notices: boundedList(notices),
  });
  if (unannounced.length > 0)
    observer.warn('no event announced', { count: unannounced.length, taskDefinitions: boundedList(unannounced) });
  for (const metric of auditMetrics(outcome)) observer.measure(metric);
}

/** An audit in numbers: findings and task definitions over all that is known, so that one event does not seem to lose the others. */
export function auditMetrics({ index, unannounced }: Pick<AuditOutcome, 'index' | 'unannounced'>): readonly Metric[] {
  const findings = Object.entries(findingsIn(index)).map(
    ([severity, value]) => [`AuditFindings${capitalized(severity)}`, value] as const,
  );
  const counts = [
    ['TaskDefinitionsAudited', sizeOf(index)],
    ['TaskDefinitionsUnannounced', unannounced.length],
    ...findings,
  ] as const;
  return counts.map(([name, value]) => ({ name, unit: 'Count', value }));
}

function findingsIn({ regions }: AuditIndex): Readonly<Record<Severity, number>> {
  const all = Object.values(regions).flatMap(({ definitions }) => Object.values(definitions));
  const count = (severity: Severity) => all.reduce((sum, { findings }) => sum + (findings[severity] ?? 0), 0);
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)])) as Record<Severity, number>;
}

function sizeOf({ regions }: AuditIndex): number {
  return Object.values(regions).reduce((sum, { definitions }) => sum + Object.keys(definitions).length, 0);
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

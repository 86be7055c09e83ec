import type { AuditReport } from '../../../audit/types.ts';
import type { DriftReport } from '../../../reconciler/types.ts';
import type { Overview, TrendPoint } from '../../../report/overview/overview.ts';
import { worstFirst } from '../../../report/words/worst-first.ts';

export const MADE_AT = '2026-11-23T06:00:00Z';

const DAY = 24 * 60 * 60 * 1000;

/** The instant so many days before the report. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(MADE_AT) - days * DAY).toISOString();
}

/** A month of runs that end as the given report does. */
export function monthOf({ summary, roles }: DriftReport): readonly TrendPoint[] {
  const wider = roles.filter(({ drift }) => drift.some(({ access }) => access === 'wider')).length;
  const stuck = summary.refused + summary.failed + summary.unknown + summary.invalid;
  return Array.from({ length: 30 }, (_, index) => {
    const isLast = index === 29;
    const drifted = isLast ? summary.drifted : Math.max(0, Math.round(3 + 3 * Math.sin(index / 3)));
    const before = { drifted, stuck: index % 9 === 4 ? 2 : 0, wider: index % 7 > 4 ? 1 : 0, inSync: summary.roles - drifted };
    return { at: daysAgo(29 - index), ...(isLast ? { ...before, stuck, wider, inSync: summary.inSync } : before) };
  });
}

/** The overview of a pass and an audit; what remains of it says nothing unless a test gives it. */
export function overviewOf(report: DriftReport, audit: AuditReport | null, more: Partial<Overview> = {}): Overview {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'Overview',
    account: report.account,
    owner: report.owner,
    mode: report.mode,
    madeAt: MADE_AT,
    complete: report.complete,
    summary: report.summary,
    audit: audit?.summary ?? null,
    coverage: null,
    changes: null,
    trend: [],
    mostDrifting: [],
    expiringWaivers: [],
    orphans: report.roles.flatMap(({ name, status }) => (status === 'Orphaned' ? [name] : [])),
    unusedSpecs: null,
    roles: worstFirst(report.roles).map((role) => ({ ...role, labels: {}, since: null })),
    taskDefinitions: audit?.taskDefinitions ?? [],
    notices: report.notices,
    problems: report.problems,
    ...more,
  };
}

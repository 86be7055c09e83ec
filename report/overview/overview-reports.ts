import type { AuditReport } from '../../audit/types.ts';
import type { DriftReport } from '../../reconciler/types.ts';
import type { Overview } from './overview.ts';

type Made = Pick<DriftReport, 'apiVersion' | 'runId' | 'trigger' | 'complete' | 'account' | 'startedAt' | 'finishedAt'>;

/** What of an overview a drift report tells. */
export function driftReportOf(overview: Overview): DriftReport {
  const { owner, mode, summary, notices, roles, problems } = overview;
  return {
    ...madeOf(overview),
    ...{ kind: 'DriftReport', owner, mode, summary, notices, roles, problems, planHash: null, brake: null },
  };
}

/** What of an overview an audit tells; `undefined` where nothing was audited. */
export function auditReportOf(overview: Overview): AuditReport | undefined {
  const { audit, taskDefinitions } = overview;
  if (audit === null) return undefined;
  return { ...madeOf(overview), kind: 'AuditReport', summary: audit, taskDefinitions, findings: [], notices: [], problems: [] };
}

function madeOf({ account, madeAt, complete }: Overview): Made {
  return { apiVersion: 'rolecall/v1', runId: '', trigger: 'report', complete, account, startedAt: madeAt, finishedAt: madeAt };
}

import type { RoleReport, Status } from '../../reconciler/types.ts';
import { isSettling } from '../settling.ts';
import type { Condition, ConditionType, Instant } from '../state/state.ts';

type Finding = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

const NOT_LOOKED_AT: readonly Status[] = ['Invalid', 'Suspended'];
const SYNCED: Readonly<Partial<Record<Status, Condition['status']>>> = {
  InSync: 'True',
  Corrected: 'True',
  Drifted: 'False',
  Refused: 'False',
  Failed: 'False',
  Progressing: 'False',
};

/** What holds of a role after a pass, each since its status last changed. What was not judged now stays as it was judged before. */
export function conditionsOf(report: RoleReport, previous: readonly Condition[], now: Instant): readonly Condition[] {
  const before = (type: ConditionType) => previous.find((condition) => condition.type === type);
  const findings = [valid(report), readable(report), synced(report, before('Synced')), settled(report)];
  return findings.map((finding) => ({ ...finding, since: sinceOf(finding, before(finding.type), now) }));
}

function sinceOf({ status }: Finding, before: Condition | undefined, now: Instant): Instant {
  return before?.status === status ? before.since : now;
}

function valid(report: RoleReport): Finding {
  return report.status === 'Invalid' ? not('Valid', 'False', report) : holds('Valid', 'Valid');
}

function readable(report: RoleReport): Finding {
  if (report.status === 'Unknown') return not('Readable', 'False', report);
  return NOT_LOOKED_AT.includes(report.status) ? not('Readable', 'Unknown', report) : holds('Readable', 'Read');
}

function synced(report: RoleReport, before: Condition | undefined): Finding {
  if (isSettling(report)) return before ?? not('Synced', 'Unknown', report);
  const status = SYNCED[report.status] ?? 'Unknown';
  return status === 'True' ? holds('Synced', report.status) : not('Synced', status, report);
}

function settled(report: RoleReport): Finding {
  if (report.status === 'Corrected') return { type: 'Settled', status: 'False', reason: 'Written', message: '' };
  return report.status === 'Progressing' ? not('Settled', 'False', report) : holds('Settled', 'Settled');
}

function holds(type: ConditionType, reason: string): Finding {
  return { type, status: 'True', reason, message: '' };
}

function not(type: ConditionType, status: Condition['status'], { status: roleStatus, reasons: [first] }: RoleReport): Finding {
  return { type, status, reason: first?.code ?? roleStatus, message: first?.message ?? '' };
}

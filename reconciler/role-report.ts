import type { ObservedRole } from '../iam/role.ts';
import type { InvalidRole, Mode, UnreadableRole } from '../specs/types.ts';
import { type Application, outcomes } from './apply.ts';
import { type Assessment, isRefusedInPart } from './assessment.ts';
import type { Action, Reason, RoleReport, Status } from './types.ts';

const STATUS_OF_VERDICT: Readonly<Record<Assessment['verdict'], Status>> = {
  suspended: 'Suspended',
  unknown: 'Unknown',
  refused: 'Refused',
  settling: 'Progressing',
  drifted: 'Drifted',
  inSync: 'InSync',
};

/** A role that was only looked at. */
export function assessedReport(assessment: Assessment): RoleReport {
  const actions = outcomes(assessment, assessment.verdict === 'refused' && !isRefusedInPart(assessment) ? 'refused' : 'planned');
  return reportOf(assessment, STATUS_OF_VERDICT[assessment.verdict], actions, assessment.reasons);
}

/** A role that would be written, if something did not hold the whole run. */
export function heldReport(assessment: Assessment, held: Reason): RoleReport {
  return reportOf(assessment, 'Refused', outcomes(assessment, 'refused'), [...assessment.reasons, held]);
}

/** A role that was written, or that was to be. */
export function appliedReport({ assessment, result, actions, reasons }: Application): RoleReport {
  const remarks = assessment.reasons.filter(({ code }) => result !== 'corrected' || code !== 'AdoptionPending');
  const owned = result === 'corrected' ? assessment.declared.state === 'present' : assessment.owned;
  return reportOf({ ...assessment, owned }, appliedStatus(assessment, result), actions, [...remarks, ...reasons]);
}

function appliedStatus(assessment: Assessment, result: Application['result']): Status {
  if (result === 'failed') return 'Failed';
  if (result === 'halted') return 'Progressing';
  if (result !== 'corrected' || isRefusedInPart(assessment)) return STATUS_OF_VERDICT[assessment.verdict];
  if (assessment.drift.some(({ tolerated }) => tolerated === null)) return 'Corrected';
  return assessment.drift.length > 0 ? 'Drifted' : 'InSync';
}

function reportOf(assessment: Assessment, status: Status, actions: readonly Action[], reasons: readonly Reason[]): RoleReport {
  const { declared, mode, owned, drift } = assessment;
  return { name: declared.role.name, kind: declared.kind, status, mode, owned, source: declared.source, drift, actions, reasons };
}

/** A role that was not compared with anything. */
function unjudgedReport(
  role: Pick<RoleReport, 'name' | 'kind' | 'source'>,
  mode: Mode,
  status: Status,
  owned: boolean,
  reason: Reason,
): RoleReport {
  const { name, kind, source } = role;
  return { name, kind, status, mode, owned, source, drift: [], actions: [], reasons: [reason] };
}

export function invalidReport(role: InvalidRole, mode: Mode): RoleReport {
  const first = role.problems.find(({ severity }) => severity === 'error');
  const message = `The spec cannot be used: ${sentence(first?.message ?? 'it has errors')} Nothing is written until it is corrected.`;
  return unjudgedReport(role, mode, 'Invalid', false, { code: 'Invalid', message });
}

export function unreadableReport(role: UnreadableRole, mode: Mode): RoleReport {
  const message = `What is declared for this role could not be read: ${sentence(role.reason)} Nothing is written until it can.`;
  return unjudgedReport(role, mode, 'Unknown', false, { code: 'Unreadable', message });
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

export function orphanReport({ name }: ObservedRole, mode: Mode): RoleReport {
  const message =
    'The role carries our owner tag, but no spec names it. It is left as it is: declare it again, or write a spec with state: released or absent.';
  return unjudgedReport({ name, kind: null, source: null }, mode, 'Orphaned', true, { code: 'Orphaned', message });
}

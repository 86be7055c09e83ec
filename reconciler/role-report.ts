import type { ObservedRole } from '../iam/role.ts';
import type { InvalidRole, Mode } from '../specs/types.ts';
import { type Application, outcomes } from './apply.ts';
import { type Assessment, onlyImmutable } from './assess.ts';
import type { Action, Reason, RoleReport, Status } from './types.ts';

const STATUS_OF_VERDICT: Readonly<Record<Assessment['verdict'], Status>> = {
  suspended: 'Suspended',
  unknown: 'Unknown',
  refused: 'Refused',
  drifted: 'Drifted',
  inSync: 'InSync',
};

/** A role that was only looked at. */
export function assessedReport(assessment: Assessment): RoleReport {
  const actions = outcomes(assessment, assessment.verdict === 'refused' && !onlyImmutable(assessment) ? 'refused' : 'planned');
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
  if (result !== 'corrected' || onlyImmutable(assessment)) return STATUS_OF_VERDICT[assessment.verdict];
  if (assessment.drift.some(({ tolerated }) => tolerated === null)) return 'Corrected';
  return assessment.drift.length > 0 ? 'Drifted' : 'InSync';
}

function reportOf(assessment: Assessment, status: Status, actions: readonly Action[], reasons: readonly Reason[]): RoleReport {
  const { declared, mode, owned, drift } = assessment;
  return { name: declared.role.name, kind: declared.kind, status, mode, owned, source: declared.source, drift, actions, reasons };
}

export function invalidReport({ name, kind, source, problems }: InvalidRole, mode: Mode): RoleReport {
  const first = problems.find(({ severity }) => severity === 'error');
  const message = `The spec cannot be used: ${sentence(first?.message ?? 'it has errors')} Nothing is written until it is corrected.`;
  return {
    name,
    kind,
    status: 'Invalid',
    mode,
    owned: false,
    source,
    drift: [],
    actions: [],
    reasons: [{ code: 'Invalid', message }],
  };
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

export function orphanReport({ name }: ObservedRole, mode: Mode): RoleReport {
  const message =
    'The role carries our owner tag, but no spec names it. It is left as it is: declare it again, or write a spec with state: released or absent.';
  return {
    name,
    kind: null,
    status: 'Orphaned',
    mode,
    owned: true,
    source: null,
    drift: [],
    actions: [],
    reasons: [{ code: 'Orphaned', message }],
  };
}

import type { ObservedRole, Role } from '../iam/role.ts';
import type { DeclaredRole, Guards, Mode } from '../specs/types.ts';
import { refuseRole } from './admission/admission.ts';
import { guardBoundary } from './admission/guard.ts';
import { ownershipOf } from './admission/owner.ts';
import { type Assessment, type Assessor, type Base, policiesOf } from './assessment.ts';
import { holdBack } from './drift/back-off.ts';
import { contentDrift, loadContents } from './drift/content.ts';
import { type Difference, diffRole, type Incomparable } from './drift/diff.ts';
import { loadDocuments, reportedDrift } from './drift/drift-of.ts';
import { isIgnored, toleranceOf } from './drift/tolerance.ts';
import { NO_ACTIONS, planCorrection } from './plan/plan.ts';
import { planned, surroundings } from './plan/planned.ts';
import { targetOf } from './plan/target.ts';
import type { Drift, Reason } from './types.ts';

/** Compares a role that exists, and is to exist, with its spec, and plans what to do. */
export async function assessPresent(base: Base, role: ObservedRole, assessor: Assessor): Promise<Assessment> {
  const { declared, mode } = base;
  const { guards } = assessor;
  const desired = withRequiredBoundary(declared.role, guards, mode);
  const { differences, incomparable } = diffRole(desired, role, assessor.policies);
  const unread = await loadContents(role, declared, assessor);
  const unknown = incomparableReasons([...incomparable, ...unread], declared);
  if (unknown.length > 0) return { ...base, verdict: 'unknown', reasons: unknown };
  await loadDocuments(differences, role, desired, assessor);
  const { drift, reasons } = await driftIn(differences, role, declared, assessor);
  const corrected = toBeCorrected(differences, drift);
  const after = targetOf(role, corrected);
  const boundary = after.permissionsBoundary ?? null;
  const refusal =
    mode === 'enforce' ? (refuseRole(role, declared.management.adopt, guards) ?? guardBoundary(boundary, guards)) : undefined;
  const judged = { ...base, drift, reasons, futurePolicies: policiesOf(after), correction: { before: role, after } };
  return planned(judged, refusal, () => correctionPlan(judged, role, corrected, assessor), assessor);
}

async function correctionPlan(base: Base, role: ObservedRole, corrected: readonly Difference[], assessor: Assessor) {
  if (corrected.length === 0 && base.owned) return NO_ACTIONS;
  const ownership = ownershipOf(role.tags, assessor.guards.owner);
  return planCorrection(role, corrected, ownership, await surroundings(base, corrected.some(adds), assessor));
}

const WITH_QUOTA: readonly string[] = ['trustPolicy', 'managedPolicies', 'inlinePolicies'];

function adds({ attribute, desired }: Difference): boolean {
  return desired !== null && WITH_QUOTA.includes(attribute);
}

async function driftIn(
  differences: readonly Difference[],
  role: ObservedRole,
  declared: DeclaredRole,
  assessor: Assessor,
): Promise<{ readonly drift: readonly Drift[]; readonly reasons: readonly Reason[] }> {
  const { management } = declared;
  const drift = differences.flatMap((difference) => reportedDrift(difference, toleranceOf(difference, management), assessor));
  const held = holdBack(drift, declared.role.name, assessor.memory);
  const contents = await contentDrift(role, declared, assessor);
  const told = new Set(drift.map(({ unit }) => unit));
  return { ...held, drift: [...held.drift, ...contents.filter(({ unit }) => !told.has(unit))] };
}

/** What is neither tolerated nor held back. */
function toBeCorrected(differences: readonly Difference[], drift: readonly Drift[]): readonly Difference[] {
  const open = new Set(drift.filter(({ tolerated }) => tolerated === null).map(({ unit }) => unit));
  return differences.filter(({ unit }) => open.has(unit));
}

/** A role whose spec says nothing of a boundary gets the one that the guards require. */
export function withRequiredBoundary(role: Role, { requiredBoundary }: Guards, mode: Mode): Role {
  const imposed = role.permissionsBoundary === undefined && requiredBoundary !== undefined && mode === 'enforce';
  return imposed ? { ...role, permissionsBoundary: requiredBoundary } : role;
}

function incomparableReasons(incomparable: readonly Incomparable[], { management }: DeclaredRole): readonly Reason[] {
  const relevant = incomparable.filter(({ unit }) => !isIgnored(unit, management.ignore));
  return relevant.map(({ unit, reason }) => ({ code: 'Unobserved', message: `${unit} cannot be compared: ${reason}.` }));
}

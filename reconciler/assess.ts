import type { ObservedRole, Role } from '../iam/role.ts';
import type { DeclaredRole, Guards, Mode, SpecContext } from '../specs/types.ts';
import { refuseName, refuseRole } from './admission/admission.ts';
import { type DeletionInquiry, deletionBlockers } from './admission/deletion.ts';
import { guardBoundary, guardCalls } from './admission/guard.ts';
import { strictest } from './admission/mode.ts';
import { ownershipOf } from './admission/owner.ts';
import { type Comparison, type Difference, diffRole } from './drift/diff.ts';
import { driftOf, loadDocuments, reportedDrift } from './drift/drift-of.ts';
import { isIgnored, toleranceOf } from './drift/tolerance.ts';
import { planCorrection, planCreation, planDeletion, planRelease, type RolePlan, type Surroundings } from './plan/plan.ts';
import { targetOf } from './plan/target.ts';
import type { PolicyDocuments } from './reading/policy-documents.ts';
import type { PolicyReader } from './reading/policy-reader.ts';
import type { RoleReading } from './reading/read-role.ts';
import type { Correction } from './restore-trust.ts';
import type { Quotas } from './transition/quotas.ts';
import type { ActionCall, Drift, Reason } from './types.ts';

/** What one reading of a role means for its spec, before anything is done. */
export interface Assessment {
  readonly declared: DeclaredRole;
  /** The role's name as IAM spells it, or as the spec does where there is no such role. */
  readonly observedName: string;
  /** Whether IAM was seen to hold the role. */
  readonly exists: boolean;
  /** The strictest of the spec's mode and the guards'. */
  readonly mode: Mode;
  readonly verdict: 'suspended' | 'unknown' | 'refused' | 'drifted' | 'inSync';
  readonly owned: boolean;
  readonly drift: readonly Drift[];
  /** An existing role as it is and as it is to be. */
  readonly correction?: Correction;
  /** What would be done, or what is refused. */
  readonly actions: readonly ActionCall[];
  readonly reasons: readonly Reason[];
}

export interface Assessor extends DeletionInquiry {
  readonly account: SpecContext;
  readonly policies: PolicyReader;
  readonly documents: PolicyDocuments;
  readonly quotas: () => Promise<Quotas>;
}

/**
 * Compares one declared role with a reading of it and plans what to do; reads nothing of the role itself.
 * Whatever goes wrong with one role makes that role unknown, and stops no other.
 */
export async function assess(declared: DeclaredRole, reading: RoleReading, assessor: Assessor): Promise<Assessment> {
  const mode = strictest(assessor.guards.mode, declared.management.mode);
  const observedName = reading.state === 'present' ? reading.role.name : declared.role.name;
  const exists = reading.state === 'present';
  const base = { declared, observedName, exists, mode, owned: false, drift: [], actions: [], reasons: [] } as const;
  try {
    return await assessReading(base, reading, assessor);
  } catch (error) {
    return { ...base, verdict: 'unknown', reasons: [unexpected(error)] };
  }
}

function unexpected(error: unknown): Reason {
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: 'Unreadable',
    message: `The role could not be judged (${what}). This is a fault of Rolecall; please report it.`,
  };
}

async function assessReading(base: Base, reading: RoleReading, assessor: Assessor): Promise<Assessment> {
  const { declared, mode } = base;
  if (mode === 'suspend') return { ...base, verdict: 'suspended', reasons: [SUSPENDED] };
  if (reading.state === 'unknown')
    return { ...base, verdict: 'unknown', reasons: [{ code: 'Unreadable', message: reading.reason }] };
  if (reading.state === 'absent') {
    return declared.state === 'present' ? assessMissing(base, assessor) : { ...base, verdict: 'inSync' };
  }
  const owned = ownershipOf(reading.role.tags, assessor.guards.owner) === 'ours';
  const existing = { ...base, owned };
  if (declared.state === 'released') return assessReleased(existing, reading.role, assessor.guards);
  if (declared.state === 'absent') return assessUnwanted(existing, reading.role, assessor);
  return assessPresent(existing, reading.role, assessor);
}

const SUSPENDED: Reason = { code: 'Suspended', message: 'Nothing is compared or written while the mode is suspend.' };

type Base = Omit<Assessment, 'verdict'>;

async function assessMissing(base: Base, assessor: Assessor): Promise<Assessment> {
  const { guards, account } = assessor;
  const desired = withRequiredBoundary(base.declared.role, guards, base.mode);
  const path = desired.path ?? guards.defaultPath;
  const arn = `arn:${account.partition}:iam::${account.accountId}:role${path}${desired.name}`;
  const refusal = refuseName({ name: desired.name, path, arn, fromTemplate: false, tags: new Map() }, guards);
  const difference: Difference = {
    attribute: 'role',
    key: '',
    unit: 'role',
    kind: 'missing',
    desired: desired.name,
    observed: null,
  };
  await assessor.documents.load(policiesOf(desired));
  const drift = [driftOf(difference, assessor)];
  const plan = async () => planCreation(desired, await surroundings(base, assessor));
  return planned({ ...base, drift }, refusal, plan, assessor);
}

function assessReleased(base: Base, role: ObservedRole, guards: Guards): Assessment {
  if (!base.owned) return { ...base, verdict: 'inSync' };
  const refusal = base.mode === 'enforce' ? refuseRole(role, false, guards) : undefined;
  if (refusal !== undefined) return { ...base, verdict: 'refused', reasons: [refusal] };
  const reasons: Reason[] = [
    { code: 'Released', message: 'The spec lets this role go: our owner tag comes off, everything else stays.' },
  ];
  const actions = base.mode === 'enforce' ? planRelease(role).actions : [];
  return { ...base, verdict: 'inSync', actions, reasons };
}

async function assessUnwanted(base: Base, role: ObservedRole, assessor: Assessor): Promise<Assessment> {
  const difference: Difference = { attribute: 'role', key: '', unit: 'role', kind: 'extra', desired: null, observed: role.name };
  const assessed = { ...base, drift: [driftOf(difference, assessor)] };
  if (base.mode !== 'enforce') return { ...assessed, verdict: 'drifted' };
  const refusal = refuseRole(role, true, assessor.guards);
  const blockers = refusal === undefined ? await deletionBlockers(role, assessor) : [refusal];
  if (blockers.length > 0) return { ...assessed, verdict: 'refused', reasons: blockers };
  await assessor.documents.load(policiesOf(role));
  return planned(assessed, undefined, async () => planDeletion(role, await surroundings(base, assessor)), assessor);
}

async function assessPresent(base: Base, role: ObservedRole, assessor: Assessor): Promise<Assessment> {
  const { declared, mode } = base;
  const desired = withRequiredBoundary(declared.role, assessor.guards, mode);
  const comparison = diffRole(desired, role, assessor.policies);
  const unknown = incomparableReasons(comparison, declared);
  if (unknown.length > 0) return { ...base, verdict: 'unknown', reasons: unknown };
  const differences = comparison.differences.map((difference) => ({
    difference,
    tolerated: toleranceOf(difference, declared.management),
  }));
  const corrected = differences.filter(({ tolerated }) => tolerated === null).map(({ difference }) => difference);
  await loadDocuments(comparison.differences, role, desired, assessor);
  const drift = differences.flatMap(({ difference, tolerated }) => reportedDrift(difference, tolerated, assessor));
  const boundary = targetOf(role, corrected).permissionsBoundary ?? null;
  const refusal =
    mode === 'enforce'
      ? (refuseRole(role, declared.management.adopt, assessor.guards) ?? guardBoundary(boundary, assessor.guards))
      : undefined;
  const ownership = ownershipOf(role.tags, assessor.guards.owner);
  return planned(
    { ...base, drift, correction: { before: role, after: targetOf(role, corrected) } },
    refusal,
    async () => planCorrection(role, corrected, ownership, await surroundings(base, assessor)),
    assessor,
  );
}

/** Puts a plan, and what the guards say of it, into the assessment. */
async function planned(
  base: Base,
  refusal: Reason | undefined,
  plan: () => Promise<RolePlan>,
  assessor: Assessor,
): Promise<Assessment> {
  const immutable = base.drift.some(({ tolerated }) => tolerated === 'unreconcilable') ? [IMMUTABLE] : [];
  const clean = base.drift.length === 0 && base.owned;
  const idle = refusal !== undefined || base.mode !== 'enforce' || clean;
  const { actions, refusals, remarks } = idle ? NOTHING : await plan();
  const guarded = [
    ...new Map(guardCalls(actions, assessor.guards, assessor.policies).map((reason) => [reason.message, reason])).values(),
  ];
  const against = [...(refusal ? [refusal] : []), ...refusals, ...guarded, ...missingPolicies(actions, assessor)];
  const adoption = against.length === 0 && base.drift.length === 0 && actions.length > 0 ? [ADOPTION] : [];
  const reasons = [...against, ...immutable, ...(against.length > 0 ? [] : remarks), ...adoption];
  return { ...base, verdict: verdictOf(base.drift, [...against, ...immutable]), actions, reasons: [...base.reasons, ...reasons] };
}

const NOTHING: RolePlan = { actions: [], refusals: [], remarks: [] };

const IMMUTABLE: Reason = {
  code: 'Immutable',
  message: 'IAM cannot change the path or the name of a role. Change the spec, or make a new role and move its users over.',
};

const ADOPTION: Reason = { code: 'AdoptionPending', message: 'The role is as declared; taking it over adds our owner tag.' };

function verdictOf(drift: readonly Drift[], against: readonly Reason[]): Assessment['verdict'] {
  if (against.length > 0) return 'refused';
  return drift.length > 0 ? 'drifted' : 'inSync';
}

/** Whether nothing is refused but what IAM cannot change: everything else can be corrected all the same. */
export function onlyImmutable({ verdict, reasons }: Assessment): boolean {
  return verdict === 'refused' && reasons.every(({ code }) => ['Immutable', 'Gap', 'Excess'].includes(code));
}

/** A role whose spec says nothing of a boundary gets the one that the guards require. */
function withRequiredBoundary(role: Role, { requiredBoundary }: Guards, mode: Mode): Role {
  const imposed = role.permissionsBoundary === undefined && requiredBoundary !== undefined && mode === 'enforce';
  return imposed ? { ...role, permissionsBoundary: requiredBoundary } : role;
}

function incomparableReasons({ incomparable }: Comparison, { management }: DeclaredRole): readonly Reason[] {
  const relevant = incomparable.filter(({ unit }) => !isIgnored(unit, management.ignore));
  return relevant.map(({ unit, reason }) => ({ code: 'Unobserved', message: `${unit} cannot be compared: ${reason}.` }));
}

/** A plan that would fail half-way is not begun. */
function missingPolicies(actions: readonly ActionCall[], { documents }: Assessor): readonly Reason[] {
  const wanted = actions.flatMap(({ call, input }) => {
    if (call === 'AttachRolePolicy') return [input.PolicyArn];
    return call === 'PutRolePermissionsBoundary' ? [input.PermissionsBoundary] : [];
  });
  const missing = wanted.filter((arn) => documents.isAbsent(arn));
  return missing.map((arn) => ({
    code: 'Invalid',
    message: `There is no policy ${arn}. Correct the spec, or make the policy first.`,
  }));
}

function policiesOf({ managedPolicies, permissionsBoundary }: Role): readonly string[] {
  return [...managedPolicies, ...(permissionsBoundary ? [permissionsBoundary] : [])];
}

async function surroundings({ declared }: Base, { guards, policies, documents, quotas }: Assessor): Promise<Surroundings> {
  const trustIsFixed = isIgnored('trustPolicy', declared.management.ignore);
  return { guards, documents: { policies, managed: documents.document }, quotas: await quotas(), trustIsFixed };
}

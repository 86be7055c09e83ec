import type { ObservedRole } from '../iam/role.ts';
import type { DeclaredRole, Guards } from '../specs/types.ts';
import { refuseName, refuseRole } from './admission/admission.ts';
import { deletionBlockers } from './admission/deletion.ts';
import { strictest } from './admission/mode.ts';
import { ownershipOf } from './admission/owner.ts';
import { assessPresent, withRequiredBoundary } from './assess-present.ts';
import { type Assessment, type Assessor, type Base, policiesOf } from './assessment.ts';
import { holdBack } from './drift/back-off.ts';
import type { Difference } from './drift/diff.ts';
import { driftOf } from './drift/drift-of.ts';
import { NO_ACTIONS, planCreation, planDeletion, planRelease } from './plan/plan.ts';
import { planned, surroundings } from './plan/planned.ts';
import type { RoleReading } from './reading/read-role.ts';
import type { Drift, Reason } from './types.ts';

/**
 * Compares one declared role with a reading of it and plans what to do; reads nothing of the role itself.
 * Whatever goes wrong with one role makes that role unknown, and stops no other.
 */
export async function assess(declared: DeclaredRole, reading: RoleReading, assessor: Assessor): Promise<Assessment> {
  const mode = strictest(assessor.guards.mode, declared.management.mode);
  const actorOf = ({ unit }: Drift) => assessor.memory?.actorOf(declared.role.name, unit) ?? null;
  const base = baseOf(declared, reading, mode);
  try {
    const assessment = await assessReading(base, reading, assessor);
    return { ...assessment, drift: assessment.drift.map((drift) => ({ ...drift, by: actorOf(drift) })) };
  } catch (error) {
    return { ...base, verdict: 'unknown', reasons: [unexpected(error)] };
  }
}

function baseOf(declared: DeclaredRole, reading: RoleReading, mode: Base['mode']): Base {
  const role = reading.state === 'present' ? reading.role : undefined;
  const policies = role === undefined ? [] : policiesOf(role);
  const nothing = { owned: false, drift: [], actions: [], reasons: [] };
  const observedName = role?.name ?? declared.role.name;
  return { ...nothing, declared, observedName, exists: role !== undefined, mode, policies, futurePolicies: policies };
}

/**
 * A role that was written moments ago, and that is not judged: what a read says of it may be older than that.
 * @returns `undefined` for a role that may be judged, and for one that is not to be compared at all
 */
export function assessSettling(
  declared: DeclaredRole,
  { guards, memory, now }: Pick<Assessor, 'guards' | 'memory' | 'now'>,
): Assessment | undefined {
  const mode = strictest(guards.mode, declared.management.mode);
  const until = memory?.settlesAt(declared.role.name);
  if (until === undefined || until <= now || mode === 'suspend') return undefined;
  const message = `The role was written moments ago, and IAM may still show it as it was. It is judged again after ${until.toISOString()}.`;
  return { ...baseOf(declared, { state: 'absent' }, mode), verdict: 'settling', reasons: [{ code: 'Settling', message }] };
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
  const held = holdBack([driftOf(difference, assessor)], base.declared.role.name, assessor.memory);
  const missing = { ...base, ...held, futurePolicies: policiesOf(desired) };
  const plan = async () => planCreation(desired, await surroundings(base, true, assessor));
  return planned(missing, refusal, held.reasons.length > 0 ? async () => NO_ACTIONS : plan, assessor);
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
  const held = holdBack([driftOf(difference, assessor)], base.declared.role.name, assessor.memory);
  const assessed = { ...base, ...held, futurePolicies: [] };
  if (base.mode !== 'enforce') return { ...assessed, verdict: 'drifted' };
  const refusal = refuseRole(role, true, assessor.guards);
  const blockers = refusal === undefined ? await deletionBlockers(role, assessor) : [refusal];
  if (blockers.length > 0) return { ...assessed, verdict: 'refused', reasons: [...held.reasons, ...blockers] };
  await assessor.documents.load(policiesOf(role));
  const plan = async () => planDeletion(role, await surroundings(base, false, assessor));
  return planned(assessed, undefined, held.reasons.length > 0 ? async () => NO_ACTIONS : plan, assessor);
}

import type { ObservedRole, Role } from '../../iam/role.ts';
import { refuseName, refuseRole } from '../../reconciler/admission/admission.ts';
import { guardBoundary, guardCalls } from '../../reconciler/admission/guard.ts';
import { strictest } from '../../reconciler/admission/mode.ts';
import { withRequiredBoundary } from '../../reconciler/assess-present.ts';
import { type Comparison, diffRole } from '../../reconciler/drift/diff.ts';
import { isIgnored, toleranceOf } from '../../reconciler/drift/tolerance.ts';
import { targetOf } from '../../reconciler/plan/target.ts';
import type { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { RoleReading } from '../../reconciler/reading/read-role.ts';
import { type AccessState, accessOf, stepsBetween } from '../../reconciler/transition/access-state.ts';
import type { DeclaredRole, Guards, Mode, SpecContext } from '../../specs/types.ts';
import type { Declaration } from './declarations.ts';

/** A role as the audit judges it, before it is known what its policies say. */
export interface JudgedRole {
  readonly state: 'present';
  readonly role: Role;
  readonly arn: string;
  readonly judged: 'live' | 'declared';
  readonly pending: boolean;
  readonly declared: Declaration['by'] | null;
  readonly drift: readonly string[];
}

export type Judged = JudgedRole | Exclude<RoleReading, { readonly state: 'present' }>;

export interface Surroundings {
  readonly account: SpecContext;
  readonly guards: Guards;
  readonly policies: PolicyReader;
}

/**
 * Which role the tasks will get: the one that the spec wants where Rolecall will make it so, else the one that IAM holds.
 * Rolecall makes nothing so of a role whose spec or guards only observe or suspend, whose spec lets it go, wants it gone or
 * cannot be used, that the guards or another owner refuse, or of which some live document cannot be parsed.
 */
export function judgedRole(reading: RoleReading, declaration: Declaration | undefined, surroundings: Surroundings): Judged {
  if (reading.state === 'unknown') return reading;
  const declared = declaration?.role;
  if (reading.state === 'absent') return (declared && pendingRole(declared, surroundings)) ?? reading;
  const live = liveRole(reading.role, declaration?.by ?? null);
  return declared === undefined ? live : declaredRole(live, reading.role, declared, surroundings);
}

function liveRole(role: ObservedRole, declared: JudgedRole['declared']): JudgedRole {
  return { state: 'present', role, arn: role.arn, judged: 'live', pending: false, declared, drift: [] };
}

function modeOf({ management }: DeclaredRole, { guards }: Surroundings): Mode {
  return strictest(guards.mode, management.mode);
}

/** A role that does not exist, if its spec will make it. */
function pendingRole(declared: DeclaredRole, surroundings: Surroundings): JudgedRole | undefined {
  const { account, guards } = surroundings;
  if (declared.state !== 'present' || modeOf(declared, surroundings) !== 'enforce') return undefined;
  const role = withRequiredBoundary(declared.role, guards, 'enforce');
  const path = role.path ?? guards.defaultPath;
  const arn = `arn:${account.partition}:iam::${account.accountId}:role${path}${role.name}`;
  const refused =
    refuseName({ name: role.name, path, arn, fromTemplate: false, tags: new Map() }, guards) !== undefined ||
    isRefused(NO_ACCESS, role, surroundings);
  return refused ? undefined : { state: 'present', role, arn, judged: 'declared', pending: true, declared, drift: [] };
}

const NO_ACCESS: AccessState = { trust: '', boundary: null, managed: new Set(), inline: new Map() };

function declaredRole(live: JudgedRole, observed: ObservedRole, declared: DeclaredRole, surroundings: Surroundings): JudgedRole {
  const { guards, policies } = surroundings;
  const mode = modeOf(declared, surroundings);
  if (mode === 'suspend' || declared.state === 'released') return live;
  if (declared.state === 'absent') return { ...live, drift: ['role'] };
  const comparison = diffRole(withRequiredBoundary(declared.role, guards, mode), observed, policies);
  const tolerance = comparison.differences.map((each) => ({ each, tolerated: toleranceOf(each, declared.management) }));
  const drift = tolerance.flatMap(({ each, tolerated }) =>
    tolerated === null || tolerated === 'unreconcilable' ? [each.unit] : [],
  );
  const target = targetOf(
    observed,
    tolerance.flatMap(({ each, tolerated }) => (tolerated === null ? [each] : [])),
  );
  const stays =
    mode !== 'enforce' ||
    hidesAccess(comparison, declared) ||
    refuseRole(observed, declared.management.adopt, guards) !== undefined ||
    isRefused(accessOf(observed), target, surroundings);
  return stays ? { ...live, drift } : { ...live, role: target, judged: 'declared', drift };
}

const ACCESS = /^(?:trustPolicy|permissionsBoundary|managedPolicies|inlinePolicies)/;

/** What an export cannot hold keeps only that export from being corrected; a document that nobody can parse, every run. */
function hidesAccess({ incomparable }: Comparison, { management }: DeclaredRole): boolean {
  return incomparable.some(({ unit }) => ACCESS.test(unit) && !isIgnored(unit, management.ignore));
}

/** Whether the guards refuse what leads from the one to the other. */
function isRefused(from: AccessState, to: Role, { guards, policies }: Surroundings): boolean {
  const calls = stepsBetween(to.name, from, accessOf(to)).map(({ action }) => action);
  return guardBoundary(to.permissionsBoundary ?? null, guards) !== undefined || guardCalls(calls, guards, policies).length > 0;
}

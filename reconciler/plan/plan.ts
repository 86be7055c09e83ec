import type { Tag } from '../../iam/api.ts';
import type { ObservedRole, Role } from '../../iam/role.ts';
import type { Guards } from '../../specs/types.ts';
import { OWNER_TAG, type Ownership } from '../admission/owner.ts';
import type { Difference } from '../drift/diff.ts';
import { type AccessState, accessOf } from '../transition/access-state.ts';
import { boundaryChange, type Documents } from '../transition/change.ts';
import { type Existence, planTransition } from '../transition/plan-transition.ts';
import { exceededQuota, type Quotas } from '../transition/quotas.ts';
import type { ActionCall, Reason } from '../types.ts';
import { targetOf } from './target.ts';

/** Ordered calls, or why there are none. */
export interface RolePlan {
  readonly actions: readonly ActionCall[];
  /** What stops the role; empty if the actions may be made. */
  readonly refusals: readonly Reason[];
  /** What people should know of the plan beside its actions. */
  readonly remarks: readonly Reason[];
}

export interface Surroundings {
  readonly guards: Guards;
  readonly documents: Documents;
  readonly quotas: Quotas;
  /** Whether the spec ignores the trust policy, or its correction is held back, so that nothing of ours may touch it. */
  readonly trustIsFixed: boolean;
}

export const NO_ACTIONS: RolePlan = { actions: [], refusals: [], remarks: [] };

/** The calls that make an existing role what its spec declares. */
export function planCorrection(
  observed: ObservedRole,
  corrected: readonly Difference[],
  ownership: Ownership,
  surroundings: Surroundings,
): RolePlan {
  const target = targetOf(observed, corrected);
  const adoption = ownership === 'nobody' ? [tagAsOurs(observed.name, surroundings.guards.owner)] : [];
  const boundaryFirst = requiredBoundaryCall(observed, target, surroundings.guards);
  const before = { ...accessOf(observed), ...(boundaryFirst.length > 0 && { boundary: target.permissionsBoundary ?? null }) };
  const access = planAccess(observed.name, before, accessOf(target), 'exists', surroundings);
  if (access.refusals.length > 0) return access;
  const actions = [
    ...adoption,
    ...boundaryFirst,
    ...access.actions,
    ...attributeCalls(observed, target),
    ...tagCalls(observed, target),
  ];
  const window = boundaryFirst.length > 0 && access.actions.length > 0 && loosens(observed, target, surroundings);
  return { ...access, actions, remarks: [...access.remarks, ...(window ? [EXCESS] : [])] };
}

function loosens(observed: ObservedRole, target: Role, { documents }: Surroundings): boolean {
  const moved = boundaryChange(observed.permissionsBoundary, target.permissionsBoundary ?? null, documents);
  return moved === 'wider' || moved === 'different';
}

const EXCESS: Reason = {
  code: 'Excess',
  message:
    'The required boundary has to be set before anything else, and it may allow what the live one does not: until the calls after it are made, the role may do more than it did or will.',
};

/** The calls that create a role: it carries its boundary and our tag from the first moment on. */
export function planCreation(desired: Role, { guards, ...rest }: Surroundings): RolePlan {
  const created = accessOf(desired);
  const exceeded = exceededQuota(created, rest.quotas);
  if (exceeded !== undefined) return refusedByQuota(exceeded);
  const empty = { ...created, managed: new Set<string>(), inline: new Map<string, string>() };
  const access = planAccess(desired.name, empty, created, 'created', { guards, ...rest });
  return access.refusals.length > 0 ? access : { ...access, actions: [createRole(desired, guards), ...access.actions] };
}

/** The calls that delete a role: IAM wants it empty first. */
export function planDeletion(observed: ObservedRole, surroundings: Surroundings): RolePlan {
  const before = accessOf(observed);
  const empty = { ...before, managed: new Set<string>(), inline: new Map<string, string>() };
  const access = planAccess(observed.name, before, empty, 'deleted', surroundings);
  const deletion: ActionCall = { call: 'DeleteRole', input: { RoleName: observed.name } };
  return access.refusals.length > 0 ? access : { ...access, actions: [...access.actions, deletion], remarks: [] };
}

/** The call that makes a role nobody's; it stays as it is. */
export function planRelease({ name }: ObservedRole): RolePlan {
  return { ...NO_ACTIONS, actions: [{ call: 'UntagRole', input: { RoleName: name, TagKeys: [OWNER_TAG] } }] };
}

function planAccess(
  name: string,
  before: AccessState,
  after: AccessState,
  existence: Existence,
  surroundings: Surroundings,
): RolePlan {
  const { documents, quotas } = surroundings;
  const transition = planTransition(name, before, after, existence, documents, quotas, surroundings.trustIsFixed);
  if (transition === 'quota') return refusedByQuota(exceededQuota(after, quotas));
  if (transition === 'fixedTrust') return { ...NO_ACTIONS, refusals: [FIXED_TRUST] };
  return { actions: transition.steps.map((step) => step.action), refusals: [], remarks: transition.gap ? [GAP] : [] };
}

const FIXED_TRUST: Reason = {
  code: 'Excess',
  message:
    'No order of these calls is safe unless the trust policy is narrowed for a moment, and the spec ignores the trust policy, or its correction is held back. Declare it, or make the changes one at a time.',
};

const GAP: Reason = {
  code: 'Gap',
  message:
    'No order of calls keeps all access on the way: for a moment the role allows less than it did and will. It never allows more.',
};

function refusedByQuota(exceeded: string | undefined): RolePlan {
  const why = exceeded ?? 'no order of calls stays within the quotas of the account';
  return {
    ...NO_ACTIONS,
    refusals: [
      { code: 'Quota', message: `The role cannot become what its spec says: ${why}. Ask AWS for more, or declare less.` },
    ],
  };
}

/** Where IAM refuses every other write until the required boundary is on, that goes first. */
function requiredBoundaryCall(observed: ObservedRole, target: Role, { requiredBoundary }: Guards): readonly ActionCall[] {
  const missing = requiredBoundary !== undefined && observed.permissionsBoundary !== requiredBoundary;
  if (!missing || target.permissionsBoundary !== requiredBoundary) return [];
  return [{ call: 'PutRolePermissionsBoundary', input: { RoleName: observed.name, PermissionsBoundary: requiredBoundary } }];
}

function tagAsOurs(RoleName: string, owner: string): ActionCall {
  return { call: 'TagRole', input: { RoleName, Tags: [{ Key: OWNER_TAG, Value: owner }] } };
}

function createRole(desired: Role, guards: Guards): ActionCall {
  const { name, path, description, maxSessionDuration, permissionsBoundary, trustPolicy, tags } = desired;
  return {
    call: 'CreateRole',
    input: {
      RoleName: name,
      Path: path ?? guards.defaultPath,
      AssumeRolePolicyDocument: trustPolicy,
      ...(description !== undefined && { Description: description }),
      ...(maxSessionDuration !== undefined && { MaxSessionDuration: maxSessionDuration }),
      ...(permissionsBoundary && { PermissionsBoundary: permissionsBoundary }),
      Tags: [{ Key: OWNER_TAG, Value: guards.owner }, ...asTags(tags)],
    },
  };
}

/** `UpdateRole` resets what it is not given, so it is always given both. */
function attributeCalls(observed: ObservedRole, target: Role): readonly ActionCall[] {
  const { description: Description, maxSessionDuration: MaxSessionDuration } = target;
  if (Description === observed.description && MaxSessionDuration === observed.maxSessionDuration) return [];
  if (Description === undefined || MaxSessionDuration === undefined) return [];
  return [{ call: 'UpdateRole', input: { RoleName: observed.name, Description, MaxSessionDuration } }];
}

/** Removal goes first: keys that differ only in case collide. */
function tagCalls(observed: ObservedRole, target: Role): readonly ActionCall[] {
  const RoleName = observed.name;
  const TagKeys = [...observed.tags.keys()].filter((key) => !target.tags.has(key));
  const changed = new Map([...target.tags].filter(([key, value]) => observed.tags.get(key) !== value));
  return [
    ...(TagKeys.length > 0 ? [{ call: 'UntagRole', input: { RoleName, TagKeys } } as const] : []),
    ...(changed.size > 0 ? [{ call: 'TagRole', input: { RoleName, Tags: asTags(changed) } } as const] : []),
  ];
}

function asTags(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

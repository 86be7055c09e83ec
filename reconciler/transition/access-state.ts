import type { Role } from '../../iam/role.ts';
import type { ActionCall } from '../types.ts';

/** All of a role that decides access: what a transition moves from one value to another. */
export interface AccessState {
  /** JSON text, as everywhere. */
  readonly trust: string;
  readonly boundary: string | null;
  readonly managed: ReadonlySet<string>;
  readonly inline: ReadonlyMap<string, string>;
}

export function accessOf(role: Role): AccessState {
  return {
    trust: role.trustPolicy,
    boundary: role.permissionsBoundary ?? null,
    managed: new Set(role.managedPolicies),
    inline: role.inlinePolicies,
  };
}

/** One call, and the access that holds once it is acknowledged. */
export interface Step {
  readonly action: ActionCall;
  readonly after: AccessState;
}

/** The calls that lead from one state to the next: what adds goes before what takes away. */
export function stepsBetween(RoleName: string, from: AccessState, to: AccessState): readonly Step[] {
  const steps: Step[] = [];
  let state = from;
  const step = (action: ActionCall, change: Partial<AccessState>) => {
    state = { ...state, ...change };
    steps.push({ action, after: state });
  };
  if (to.trust !== from.trust) {
    step({ call: 'UpdateAssumeRolePolicy', input: { RoleName, PolicyDocument: to.trust } }, { trust: to.trust });
  }
  if (to.boundary !== from.boundary) step(boundaryCall(RoleName, to.boundary), { boundary: to.boundary });
  for (const [PolicyName, PolicyDocument] of to.inline) {
    if (from.inline.get(PolicyName) === PolicyDocument) continue;
    const inline = new Map(state.inline).set(PolicyName, PolicyDocument);
    step({ call: 'PutRolePolicy', input: { RoleName, PolicyName, PolicyDocument } }, { inline });
  }
  for (const PolicyArn of to.managed) {
    if (from.managed.has(PolicyArn)) continue;
    step({ call: 'AttachRolePolicy', input: { RoleName, PolicyArn } }, { managed: new Set(state.managed).add(PolicyArn) });
  }
  for (const PolicyArn of from.managed) {
    if (to.managed.has(PolicyArn)) continue;
    step({ call: 'DetachRolePolicy', input: { RoleName, PolicyArn } }, { managed: without(state.managed, PolicyArn) });
  }
  for (const PolicyName of from.inline.keys()) {
    if (to.inline.has(PolicyName)) continue;
    const inline = new Map([...state.inline].filter(([name]) => name !== PolicyName));
    step({ call: 'DeleteRolePolicy', input: { RoleName, PolicyName } }, { inline });
  }
  return steps;
}

function boundaryCall(RoleName: string, boundary: string | null): ActionCall {
  return boundary === null
    ? { call: 'DeleteRolePermissionsBoundary', input: { RoleName } }
    : { call: 'PutRolePermissionsBoundary', input: { RoleName, PermissionsBoundary: boundary } };
}

function without(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== item));
}

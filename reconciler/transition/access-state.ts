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

/** The state once a call is acknowledged; calls that decide no access leave it as it is. */
export function afterCall(state: AccessState, { call, input }: ActionCall): AccessState {
  switch (call) {
    case 'UpdateAssumeRolePolicy':
      return { ...state, trust: input.PolicyDocument };
    case 'PutRolePermissionsBoundary':
      return { ...state, boundary: input.PermissionsBoundary };
    case 'DeleteRolePermissionsBoundary':
      return { ...state, boundary: null };
    case 'PutRolePolicy':
      return { ...state, inline: new Map(state.inline).set(input.PolicyName, input.PolicyDocument) };
    case 'DeleteRolePolicy':
      return { ...state, inline: new Map([...state.inline].filter(([name]) => name !== input.PolicyName)) };
    case 'AttachRolePolicy':
      return { ...state, managed: new Set(state.managed).add(input.PolicyArn) };
    case 'DetachRolePolicy':
      return { ...state, managed: new Set([...state.managed].filter((arn) => arn !== input.PolicyArn)) };
    default:
      return state;
  }
}

/** The calls that lead from one state to the next: what adds goes before what takes away. */
export function stepsBetween(RoleName: string, from: AccessState, to: AccessState): readonly Step[] {
  let after = from;
  return callsBetween(RoleName, from, to).map((action) => {
    after = afterCall(after, action);
    return { action, after };
  });
}

function callsBetween(RoleName: string, from: AccessState, to: AccessState): readonly ActionCall[] {
  const puts = [...to.inline].filter(([name, text]) => from.inline.get(name) !== text);
  const attached = [...to.managed].filter((arn) => !from.managed.has(arn));
  const detached = [...from.managed].filter((arn) => !to.managed.has(arn));
  const deleted = [...from.inline.keys()].filter((name) => !to.inline.has(name));
  return [
    ...(to.trust === from.trust ? [] : [trustCall(RoleName, to.trust)]),
    ...(to.boundary === from.boundary ? [] : [boundaryCall(RoleName, to.boundary)]),
    ...puts.map(
      ([PolicyName, PolicyDocument]): ActionCall => ({ call: 'PutRolePolicy', input: { RoleName, PolicyName, PolicyDocument } }),
    ),
    ...attached.map((PolicyArn): ActionCall => ({ call: 'AttachRolePolicy', input: { RoleName, PolicyArn } })),
    ...detached.map((PolicyArn): ActionCall => ({ call: 'DetachRolePolicy', input: { RoleName, PolicyArn } })),
    ...deleted.map((PolicyName): ActionCall => ({ call: 'DeleteRolePolicy', input: { RoleName, PolicyName } })),
  ];
}

export function trustCall(RoleName: string, PolicyDocument: string): ActionCall {
  return { call: 'UpdateAssumeRolePolicy', input: { RoleName, PolicyDocument } };
}

function boundaryCall(RoleName: string, boundary: string | null): ActionCall {
  return boundary === null
    ? { call: 'DeleteRolePermissionsBoundary', input: { RoleName } }
    : { call: 'PutRolePermissionsBoundary', input: { RoleName, PermissionsBoundary: boundary } };
}

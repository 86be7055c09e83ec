import { foldName } from '../iam/role.ts';
import { changesPolicyContent } from './memory/touched-units.ts';
import type { IamChange, PassRequest, Request } from './request.ts';
import { roleStatusOf } from './state/role-status.ts';
import type { ControllerState } from './state/state.ts';

/** Which roles a request is about, by folded name. */
type Scope = 'all' | readonly string[];

/** Makes one pass of many requests; `undefined` when none of them asks for one. */
export function passRequestOf(requests: readonly Request[], state: ControllerState | undefined): PassRequest | undefined {
  const asking = requests.map((request) => ({ request, scope: scopeOf(request, state) })).filter(({ scope }) => scope.length > 0);
  if (asking.length === 0) return undefined;
  const named = asking.flatMap(({ scope }) => (scope === 'all' ? [] : scope));
  return {
    scope: asking.some(({ scope }) => scope === 'all') ? 'all' : new Set(named),
    trigger: triggerOf(asking.map(({ request }) => request)),
    approved: approvedOf(requests, state),
    resume: rolesOf(requests, 'resume'),
    accept: rolesOf(requests, 'accept'),
    changes: requests.filter((request) => request.kind === 'iam'),
  };
}

function scopeOf(request: Request, state: ControllerState | undefined): Scope {
  switch (request.kind) {
    case 'schedule':
    case 'spec':
    case 'approve':
      return 'all';
    case 'reconcile':
      return request.roles?.map(foldName) ?? 'all';
    case 'resume':
    case 'accept':
      return [foldName(request.role)];
    case 'iam':
      return scopeOfChange(request, state?.roles ?? {});
  }
}

/** An event that does not say what it is about may be about anything. */
function scopeOfChange({ call, role, policyArn }: IamChange, roles: ControllerState['roles']): Scope {
  if (Object.keys(roles).length === 0) return 'all';
  if (changesPolicyContent(call)) {
    return policyArn === null
      ? 'all'
      : Object.keys(roles).filter((name) => roleStatusOf(roles, name)?.policies[policyArn] !== undefined);
  }
  if (role === null) return 'all';
  const name = foldName(role);
  return roleStatusOf(roles, name)?.spec ? [name] : [];
}

const NAMED_TRIGGERS = 3;

function triggerOf(requests: readonly Request[]): string {
  const triggers = [...new Set(requests.map((request) => (request.kind === 'iam' ? request.call : request.kind)))];
  const others = triggers.length - NAMED_TRIGGERS;
  return [...triggers.slice(0, NAMED_TRIGGERS), ...(others > 0 ? [`${others} more`] : [])].join(', ');
}

/** Of several approvals the one that fits the plan that the brake holds, else the latest. */
function approvedOf(requests: readonly Request[], state: ControllerState | undefined): string | undefined {
  const hashes = requests.flatMap((request) => (request.kind === 'approve' ? [request.hash] : []));
  return hashes.find((hash) => hash === state?.brake?.hash) ?? hashes.at(-1);
}

function rolesOf(requests: readonly Request[], kind: 'resume' | 'accept'): ReadonlySet<string> {
  return new Set(requests.flatMap((request) => (request.kind === kind ? [foldName(request.role)] : [])));
}

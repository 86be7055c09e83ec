import type { RoleStatus } from '../../controller/state/state.ts';
import type { ObservedRole } from '../../iam/role.ts';
import type { HeldPolicies } from './overview.ts';

/** What IAM says. */
export function heldPolicies({ managedPolicies, inlinePolicies, permissionsBoundary }: ObservedRole): HeldPolicies {
  const inline = [...inlinePolicies.keys()];
  if (permissionsBoundary === null || managedPolicies.includes(permissionsBoundary)) return { managed: managedPolicies, inline };
  return { managed: [...managedPolicies, permissionsBoundary], inline, boundary: permissionsBoundary };
}

/**
 * What the controller remembers: the managed policies whose content it looks after, and no inline policy.
 * A policy that the spec asks for is remembered while it is missing. `undefined` where nothing is remembered.
 */
export function rememberedPolicies({ policies, drift }: Pick<RoleStatus, 'policies' | 'drift'>): HeldPolicies | undefined {
  const missing = new Set(drift.filter(({ kind }) => kind === 'missing').map(({ unit }) => unit));
  const managed = Object.keys(policies).filter((arn) => !missing.has(`managedPolicies[${arn}]`));
  return managed.length === 0 ? undefined : { managed, inline: null };
}

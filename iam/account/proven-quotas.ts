import { policySize } from '../policy/size.ts';
import { DEFAULT_QUOTAS, type Quotas } from './quotas.ts';
import type { StoredRole } from './state.ts';

/** What an account uses already, its quotas allow: the defaults, raised to that. */
export function provenQuotas(roles: readonly StoredRole[]): Quotas {
  const most = (measure: (role: StoredRole) => number) => roles.reduce((high, role) => Math.max(high, measure(role)), 0);
  return {
    ...DEFAULT_QUOTAS,
    RolesQuota: Math.max(DEFAULT_QUOTAS.RolesQuota, roles.length),
    AssumeRolePolicySizeQuota: Math.max(
      DEFAULT_QUOTAS.AssumeRolePolicySizeQuota,
      most(({ trust }) => policySize(trust)),
    ),
    AttachedPoliciesPerRoleQuota: Math.max(
      DEFAULT_QUOTAS.AttachedPoliciesPerRoleQuota,
      most(({ details }) => details?.attachedPolicies.size ?? 0),
    ),
  };
}

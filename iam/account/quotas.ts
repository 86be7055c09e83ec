/** IAM's quotas by the names that `GetAccountSummary` gives them; sizes are in characters without white space. */
export const QUOTA_NAMES = [
  'AssumeRolePolicySizeQuota',
  'AttachedPoliciesPerRoleQuota',
  'PolicySizeQuota',
  'RolePolicySizeQuota',
  'RolesQuota',
] as const;

export type Quotas = Readonly<Record<(typeof QUOTA_NAMES)[number], number>>;

/**
 * What an account has until its owner asks for more.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const DEFAULT_QUOTAS: Quotas = {
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerRoleQuota: 10,
  PolicySizeQuota: 6144,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
};

import type { IamApi } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import type { Quotas } from '../transition/quotas.ts';

/** IAM's defaults, for an account whose own quotas cannot be read, or do not matter. */
export const DEFAULT_QUOTAS: Quotas = { attachedPolicies: 10, inlineSize: 10_240, trustSize: 2048 };

/**
 * The quotas of an account.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export async function accountQuotas(iam: IamApi): Promise<Quotas> {
  try {
    const { SummaryMap } = await iam.call('GetAccountSummary', {});
    return {
      attachedPolicies: SummaryMap.AttachedPoliciesPerRoleQuota ?? DEFAULT_QUOTAS.attachedPolicies,
      inlineSize: SummaryMap.RolePolicySizeQuota ?? DEFAULT_QUOTAS.inlineSize,
      trustSize: SummaryMap.AssumeRolePolicySizeQuota ?? DEFAULT_QUOTAS.trustSize,
    };
  } catch (error) {
    if (!isIamError(error)) throw error;
    return DEFAULT_QUOTAS;
  }
}

/** Asks for something once, when it is first needed. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

import { policySize } from '../../iam/policy/size.ts';
import type { AccessState, Step } from './access-state.ts';

/** What one role may hold; sizes in characters that are not white space. */
export interface Quotas {
  readonly attachedPolicies: number;
  readonly inlineSize: number;
  readonly trustSize: number;
}

/** Whether IAM would refuse a step for a quota; what only takes away is always let through. */
export function exceedsQuota({ action, after }: Step, quotas: Quotas): boolean {
  switch (action.call) {
    case 'AttachRolePolicy':
      return after.managed.size > quotas.attachedPolicies;
    case 'PutRolePolicy':
      return inlineSize(after) > quotas.inlineSize;
    case 'UpdateAssumeRolePolicy':
      return policySize(after.trust) > quotas.trustSize;
    default:
      return false;
  }
}

/** Says which quota a role would exceed; `undefined` if it fits. */
export function exceededQuota(state: AccessState, quotas: Quotas): string | undefined {
  return (
    over('managed policies', state.managed.size, quotas.attachedPolicies) ??
    over('characters of inline policies', inlineSize(state), quotas.inlineSize) ??
    over('characters of trust policy', policySize(state.trust), quotas.trustSize)
  );
}

function inlineSize(state: AccessState): number {
  return [...state.inline.values()].reduce((sum, text) => sum + policySize(text), 0);
}

function over(what: string, needed: number, allowed: number): string | undefined {
  return needed > allowed ? `it needs ${needed} ${what}, and the account's quota is ${allowed}` : undefined;
}

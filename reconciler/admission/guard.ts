import { contains, matches } from '../../iam/pattern.ts';
import type { Policy, PrincipalType } from '../../iam/policy/types.ts';
import { PRINCIPAL_TYPES } from '../../iam/policy/types.ts';
import { trustsPublic } from '../../iam/risk/trust.ts';
import type { Guards } from '../../specs/types.ts';
import type { PolicyReader } from '../reading/policy-reader.ts';
import type { ActionCall, Reason } from '../types.ts';

/** Refusals of single calls: what a spec asks for, but the guards do not allow. */
export function guardCalls(actions: readonly ActionCall[], guards: Guards, policies: PolicyReader): readonly Reason[] {
  return actions.flatMap((action) => guardCall(action, guards, policies) ?? []);
}

function guardCall(action: ActionCall, guards: Guards, policies: PolicyReader): Reason | undefined {
  switch (action.call) {
    case 'AttachRolePolicy':
      return guardAttachment(action.input.PolicyArn, guards);
    case 'UpdateAssumeRolePolicy':
      return guardTrust(action.input.PolicyDocument, guards, policies);
    case 'CreateRole':
      return (
        guardTrust(action.input.AssumeRolePolicyDocument, guards, policies) ??
        guardBoundary(action.input.PermissionsBoundary ?? null, guards)
      );
    default:
      return undefined;
  }
}

function guardAttachment(arn: string, { attachablePolicies }: Guards): Reason | undefined {
  if (attachablePolicies === undefined || attachablePolicies.some((pattern) => matches(pattern, arn))) return undefined;
  return refusal(`attachablePolicies does not list ${arn}, so it may not be attached`);
}

/**
 * Refuses a role that would not carry the required boundary, whether or not the boundary itself would be changed.
 * @param arn the boundary that the role would carry; `null` for none
 */
export function guardBoundary(arn: string | null, { requiredBoundary }: Guards): Reason | undefined {
  if (requiredBoundary === undefined || arn === requiredBoundary) return undefined;
  return refusal(`requiredBoundary is ${requiredBoundary}, and the role would carry ${arn ?? 'none'}`);
}

function guardTrust(text: string, { allowedTrust }: Guards, policies: PolicyReader): Reason | undefined {
  const parsed = policies.read(text, 'trust');
  if (!parsed.ok) return refusal('the trust policy cannot be read, so it cannot be checked');
  if (allowedTrust === undefined)
    return trustsPublic(parsed.policy) ? refusal('the trust policy lets anyone at all assume the role') : undefined;
  const stranger = trustedPrincipals(parsed.policy).find(
    (principal) => !allowedTrust.some((pattern) => contains(pattern, principal) || isAccount(pattern, principal)),
  );
  return stranger === undefined ? undefined : refusal(`allowedTrust does not list ${stranger}, which the trust policy lets in`);
}

/** An account may be written as its bare id, as in a policy. */
function isAccount(id: string, principal: string): boolean {
  return /^\d{12}$/.test(id) && matches(`arn:*:iam::${id}:root`, principal);
}

/** Whom the Allow statements let in; everybody but some is everybody. */
function trustedPrincipals({ statements }: Policy): readonly string[] {
  return statements.flatMap(({ effect, principal }) => {
    if (effect === 'Deny' || principal === undefined) return [];
    return principal.negated ? ['*'] : PRINCIPAL_TYPES.flatMap((type: PrincipalType) => principal.values[type] ?? []);
  });
}

function refusal(what: string): Reason {
  return { code: 'Guard', message: `The guards refuse this: ${what}. Change the spec, or ask whoever keeps rolecall.yml.` };
}

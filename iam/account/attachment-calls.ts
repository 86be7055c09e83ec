import { type Answer, policyNameOf } from './answers.ts';
import { detailsOf, existingRole, modifiableRole, policyExists } from './lookup.ts';
import { pageOf, sorted } from './pages.ts';
import { refuse } from './refusal.ts';
import { saveRole } from './state.ts';
import { checkPolicyArn } from './validation.ts';

const SERVICE_LINKED_POLICY = /:policy\/aws-service-role\//;

/**
 * Attaching what is attached already changes nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const attachRolePolicy: Answer<'AttachRolePolicy'> = (state, { RoleName, PolicyArn }) => {
  checkPolicyArn(PolicyArn);
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  if (!policyExists(state, PolicyArn)) refuse('NoSuchEntity', `Policy ${PolicyArn} does not exist or is not attachable.`);
  if (SERVICE_LINKED_POLICY.test(PolicyArn))
    refuse('PolicyNotAttachable', 'Cannot attach a Service Role Policy to a Customer Role.');
  const attachedPolicies = new Map(details.attachedPolicies).set(PolicyArn, policyNameOf(state, PolicyArn));
  const quota = state.quotas.AttachedPoliciesPerRoleQuota;
  if (attachedPolicies.size > quota) refuse('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${quota}`);
  saveRole(state, { ...role, details: { ...details, attachedPolicies } });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy: Answer<'DetachRolePolicy'> = (state, { RoleName, PolicyArn }) => {
  checkPolicyArn(PolicyArn);
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  const attachedPolicies = new Map(details.attachedPolicies);
  if (!attachedPolicies.delete(PolicyArn)) refuse('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
  saveRole(state, { ...role, details: { ...details, attachedPolicies } });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: Answer<'ListAttachedRolePolicies'> = (state, input) => {
  const { attachedPolicies } = detailsOf(existingRole(state, input.RoleName));
  const entries = [...attachedPolicies].map(([PolicyArn, PolicyName]) => ({ key: PolicyArn, value: { PolicyName, PolicyArn } }));
  const { items, position } = pageOf(sorted(entries), input, state.pageSize);
  return { AttachedPolicies: items, ...position };
};

import type { Answer } from './answers.ts';
import { withInlinePolicy } from './documents.ts';
import { detailsOf, existingRole, modifiableRole } from './lookup.ts';
import { pageOf, sorted } from './pages.ts';
import { refuse } from './refusal.ts';
import { saveRole } from './state.ts';
import { checkParameter } from './validation.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: Answer<'PutRolePolicy'> = (state, { RoleName, PolicyName, PolicyDocument }) => {
  checkParameter('policyName', PolicyName);
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  const added = { name: PolicyName, document: PolicyDocument };
  const inlinePolicies = withInlinePolicy(state, role.name, details.inlinePolicies, added);
  saveRole(state, { ...role, details: { ...details, inlinePolicies } });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy: Answer<'DeleteRolePolicy'> = (state, { RoleName, PolicyName }) => {
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  const inlinePolicies = new Map(details.inlinePolicies);
  if (!inlinePolicies.delete(PolicyName)) refuseUnknownPolicy(PolicyName);
  saveRole(state, { ...role, details: { ...details, inlinePolicies } });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: Answer<'GetRolePolicy'> = (state, { RoleName, PolicyName }) => {
  const role = existingRole(state, RoleName);
  const PolicyDocument = detailsOf(role).inlinePolicies.get(PolicyName) ?? refuseUnknownPolicy(PolicyName);
  return { RoleName: role.name, PolicyName, PolicyDocument };
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: Answer<'ListRolePolicies'> = (state, input) => {
  const { inlinePolicies } = detailsOf(existingRole(state, input.RoleName));
  const entries = [...inlinePolicies.keys()].map((name) => ({ key: name, value: name }));
  const { items, position } = pageOf(sorted(entries), input, state.pageSize);
  return { PolicyNames: items, ...position };
};

function refuseUnknownPolicy(name: string): never {
  return refuse('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
}

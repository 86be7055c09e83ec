import type { Answer } from './answers.ts';
import { detailsOf, modifiableRole, policyExists } from './lookup.ts';
import { refuse } from './refusal.ts';
import { type AccountState, saveRole } from './state.ts';
import { checkPolicyArn } from './validation.ts';

/** The ARN, if it names a policy that can be a boundary. */
export function boundaryFor(state: AccountState, arn: string): string {
  checkPolicyArn(arn);
  if (!policyExists(state, arn)) refuse('NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`);
  return arn;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary: Answer<'PutRolePermissionsBoundary'> = (state, { RoleName, PermissionsBoundary }) => {
  const role = modifiableRole(state, RoleName);
  saveRole(state, { ...role, details: { ...detailsOf(role), permissionsBoundary: boundaryFor(state, PermissionsBoundary) } });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary: Answer<'DeleteRolePermissionsBoundary'> = (state, { RoleName }) => {
  const role = modifiableRole(state, RoleName);
  const details = detailsOf(role);
  if (details.permissionsBoundary === null)
    refuse('NoSuchEntity', `The role ${role.name} does not have a permissions boundary attached.`);
  saveRole(state, { ...role, details: { ...details, permissionsBoundary: null } });
  return {};
};

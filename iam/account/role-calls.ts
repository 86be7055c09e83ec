import type { IamCalls } from '../api.ts';
import { foldName } from '../role.ts';
import { type Answer, wholeRole } from './answers.ts';
import { boundaryFor } from './boundary-calls.ts';
import { acceptedTrust } from './documents.ts';
import { detailsOf, existingRole, modifiableRole, RESERVED_PATH } from './lookup.ts';
import { forgetPrincipal } from './principals.ts';
import { refuse } from './refusal.ts';
import { newRoleId } from './role-ids.ts';
import { type AccountState, removeRole, type StoredRole, saveRole } from './state.ts';
import { tagged } from './tags.ts';
import { checkMaxSessionDuration, checkNewRole, checkParameter } from './validation.ts';

const DEFAULT_DURATION = 3600;

export const getRole: Answer<'GetRole'> = (state, { RoleName }) => ({ Role: wholeRole(existingRole(state, RoleName)) });

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: Answer<'CreateRole'> = (state, input) => {
  checkNewRole(input);
  if (RESERVED_PATH.test(input.Path ?? '/')) refuse('InvalidInput', `The path ${input.Path} is reserved for roles of AWS.`);
  if (state.roles.has(foldName(input.RoleName)))
    refuse('EntityAlreadyExists', `Role with name ${input.RoleName} already exists.`);
  const role = newRole(state, input);
  if (state.roles.size >= state.quotas.RolesQuota)
    refuse('LimitExceeded', `Cannot exceed quota for RolesPerAccount: ${state.quotas.RolesQuota}`);
  const created = { ...role, id: newRoleId(state) };
  saveRole(state, created);
  return { Role: wholeRole(created) };
};

function newRole(state: AccountState, input: IamCalls['CreateRole']['input']): Omit<StoredRole, 'id'> {
  const path = input.Path ?? '/';
  return {
    name: input.RoleName,
    path,
    arn: `arn:${state.partition}:iam::${state.accountId}:role${path}${input.RoleName}`,
    createdAt: state.clock(),
    trust: acceptedTrust(state, input.AssumeRolePolicyDocument),
    description: input.Description || undefined,
    maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_DURATION,
    template: undefined,
    details: {
      inlinePolicies: new Map(),
      attachedPolicies: new Map(),
      permissionsBoundary: input.PermissionsBoundary === undefined ? null : boundaryFor(state, input.PermissionsBoundary),
      tags: tagged(new Map(), input.Tags ?? []),
      instanceProfiles: [],
      lastUsed: {},
    },
  };
}

/**
 * A duration that is left out becomes an hour, whatever it was; a description that is left out stays.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export const updateRole: Answer<'UpdateRole'> = (state, input) => {
  const { Description, MaxSessionDuration = DEFAULT_DURATION }: Partial<typeof input> = input;
  if (Description !== undefined) checkParameter('description', Description);
  checkMaxSessionDuration(MaxSessionDuration);
  const role = modifiableRole(state, input.RoleName);
  const description = Description === undefined ? role.description : Description || undefined;
  saveRole(state, { ...role, description, maxSessionDuration: MaxSessionDuration });
  return {};
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy: Answer<'UpdateAssumeRolePolicy'> = (state, { RoleName, PolicyDocument }) => {
  const role = modifiableRole(state, RoleName);
  saveRole(state, { ...role, trust: acceptedTrust(state, PolicyDocument) });
  return {};
};

/**
 * A role goes only when nothing hangs on it.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export const deleteRole: Answer<'DeleteRole'> = (state, { RoleName }) => {
  const role = modifiableRole(state, RoleName);
  const { attachedPolicies, inlinePolicies, instanceProfiles } = detailsOf(role);
  const inTheWay =
    (attachedPolicies.size > 0 && 'detach all policies') ||
    (inlinePolicies.size > 0 && 'delete policies') ||
    (instanceProfiles.length > 0 && 'remove roles from instance profile');
  if (inTheWay) refuse('DeleteConflict', `Cannot delete entity, must ${inTheWay} first.`);
  removeRole(state, role);
  forgetPrincipal(state, role);
  return {};
};

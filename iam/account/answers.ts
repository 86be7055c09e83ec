import type {
  AttachedPermissionsBoundary,
  IamCall,
  IamCalls,
  ManagedPolicyDetail,
  RoleDetail,
  RoleLastUsed,
  RoleRecord,
} from '../api.ts';
import { nameInArn } from './lookup.ts';
import type { AccountState, RoleDetails, StoredPolicy, StoredRole } from './state.ts';

/** How the account answers a call. */
export type Answer<C extends IamCall> = (state: AccountState, input: IamCalls[C]['input']) => IamCalls[C]['output'];

function identity(role: StoredRole) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    ...(role.createdAt === undefined ? {} : { CreateDate: new Date(role.createdAt) }),
    AssumeRolePolicyDocument: role.trust,
  };
}

/** A role as `ListRoles` gives it: without boundary, tags and last use. */
export function listedRole(role: StoredRole): RoleRecord {
  return {
    ...identity(role),
    ...(role.description === undefined ? {} : { Description: role.description }),
    ...(role.maxSessionDuration === undefined ? {} : { MaxSessionDuration: role.maxSessionDuration }),
    ...(role.template === undefined ? {} : { SourceRoleTemplate: structuredClone(role.template) }),
  };
}

/** A role as `GetRole` gives it. */
export function wholeRole(role: StoredRole): RoleRecord {
  const { details } = role;
  if (details === undefined) return listedRole(role);
  return { ...listedRole(role), ...boundaryAndUse(details), Tags: [...details.tags.values()].map((tag) => ({ ...tag })) };
}

/** A role as `GetAccountAuthorizationDetails` gives it: without description and session duration. */
export function detailedRole(role: StoredRole, details: RoleDetails): RoleDetail {
  return {
    ...identity(role),
    InstanceProfileList: details.instanceProfiles.map((profile) => ({ ...profile })),
    RolePolicyList: [...details.inlinePolicies].map(([PolicyName, PolicyDocument]) => ({ PolicyName, PolicyDocument })),
    AttachedManagedPolicies: [...details.attachedPolicies].map(([PolicyArn, PolicyName]) => ({ PolicyName, PolicyArn })),
    Tags: [...details.tags.values()].map((tag) => ({ ...tag })),
    ...boundaryAndUse(details),
  };
}

function boundaryAndUse(details: RoleDetails): {
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
  readonly RoleLastUsed?: RoleLastUsed;
} {
  return {
    ...(details.permissionsBoundary === null
      ? {}
      : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: details.permissionsBoundary } }),
    ...(details.lastUsed === undefined ? {} : { RoleLastUsed: copyOfUse(details.lastUsed) }),
  };
}

function copyOfUse(lastUsed: RoleLastUsed): RoleLastUsed {
  return lastUsed.LastUsedDate === undefined ? { ...lastUsed } : { ...lastUsed, LastUsedDate: new Date(lastUsed.LastUsedDate) };
}

export function detailedPolicy(policy: StoredPolicy): ManagedPolicyDetail {
  return {
    PolicyName: policy.name,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    PolicyVersionList: policy.versions.map((version) => ({ ...version })),
  };
}

/** A managed policy of which only the ARN is known says at least its name. */
export function policyNameOf(state: AccountState, arn: string): string {
  return (state.policies.get(arn) ?? state.catalogue.get(arn))?.name ?? nameInArn(arn);
}

import type { InstanceProfile, PolicyVersion, RoleLastUsed, Tag } from '../api.ts';
import { foldName } from '../role.ts';
import type { Quotas } from './quotas.ts';

/** What an export of `list-roles` alone does not hold. */
export interface RoleDetails {
  /** Policy name to document, as JSON text. */
  readonly inlinePolicies: ReadonlyMap<string, string>;
  /** Policy ARN to policy name. */
  readonly attachedPolicies: ReadonlyMap<string, string>;
  readonly permissionsBoundary: string | null;
  /** By key in lower case. */
  readonly tags: ReadonlyMap<string, Tag>;
  readonly instanceProfiles: readonly InstanceProfile[];
  /** Empty when the role was never used. */
  readonly lastUsed: RoleLastUsed | undefined;
}

/** A role; never changed in place, a write puts another in its stead. */
export interface StoredRole {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: Date | undefined;
  /** JSON text. */
  readonly trust: string;
  /** `undefined` for none. */
  readonly description: string | undefined;
  /** Seconds; `undefined` where the export could not hold it, and then the description is not known either. */
  readonly maxSessionDuration: number | undefined;
  readonly template: unknown;
  /** `undefined` where the export lacks them. */
  readonly details: RoleDetails | undefined;
}

/** A managed policy; never changed in place. */
export interface StoredPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly defaultVersionId: string;
  readonly versions: readonly PolicyVersion[];
}

export interface AccountState {
  readonly accountId: string;
  readonly partition: string;
  readonly clock: () => Date;
  readonly pageSize: number;
  readonly quotas: Quotas;
  /** By name in lower case. */
  readonly roles: Map<string, StoredRole>;
  /** By ARN. */
  readonly policies: ReadonlyMap<string, StoredPolicy>;
  /** Policies of AWS's own that may be attached, by ARN. */
  readonly catalogue: ReadonlyMap<string, StoredPolicy>;
  readonly knowsAwsPolicy: (arn: string) => boolean;
  /** User ARN to unique id, all of the account's; `undefined` where they are not known. */
  readonly users: ReadonlyMap<string, string> | undefined;
  /** Sorted lists, kept until the next write. */
  readonly listings: Map<string, readonly unknown[]>;
  lastRoleNumber: number;
}

export function saveRole(state: AccountState, role: StoredRole): void {
  state.roles.set(foldName(role.name), role);
  state.listings.clear();
}

export function removeRole(state: AccountState, role: StoredRole): void {
  state.roles.delete(foldName(role.name));
  state.listings.clear();
}

/** A state that later writes to either leave as it is. */
export function copyState(state: AccountState): AccountState {
  return { ...state, roles: new Map(state.roles), listings: new Map() };
}

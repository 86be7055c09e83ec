import type { IamApi, IamCall, IamCalls } from '../api.ts';
import { IamError } from '../errors.ts';
import type { ManagedPolicy } from '../role.ts';
import type { Answer } from './answers.ts';
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './attachment-calls.ts';
import { deleteRolePermissionsBoundary, putRolePermissionsBoundary } from './boundary-calls.ts';
import { deleteRolePolicy, getRolePolicy, listRolePolicies, putRolePolicy } from './inline-policy-calls.ts';
import { getAccountAuthorizationDetails, getAccountSummary, listInstanceProfilesForRole, listRoles } from './listing-calls.ts';
import { isOfAws } from './lookup.ts';
import { getPolicy, getPolicyVersion } from './policy-calls.ts';
import { DEFAULT_QUOTAS, type Quotas } from './quotas.ts';
import { Refusal } from './refusal.ts';
import { createRole, deleteRole, getRole, updateAssumeRolePolicy, updateRole } from './role-calls.ts';
import { type AccountState, copyState } from './state.ts';
import { storedPolicies } from './stored-policies.ts';
import { tagRole, untagRole } from './tag-calls.ts';

const ANSWERS: { readonly [C in IamCall]: Answer<C> } = {
  GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
  ListRoles: listRoles,
  GetAccountSummary: getAccountSummary,
  GetRole: getRole,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListRolePolicies: listRolePolicies,
  GetRolePolicy: getRolePolicy,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  CreateRole: createRole,
  UpdateRole: updateRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  AttachRolePolicy: attachRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  PutRolePolicy: putRolePolicy,
  DeleteRolePolicy: deleteRolePolicy,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  TagRole: tagRole,
  UntagRole: untagRole,
  DeleteRole: deleteRole,
};

export interface AccountOptions {
  /** 12 digits. */
  readonly accountId: string;
  /** `aws` unless said otherwise. */
  readonly partition?: string;
  /** When roles are created; without it, at the start of 2026. */
  readonly clock?: () => Date;
  /** No page holds more entries, whatever is asked for. */
  readonly pageSize?: number;
  readonly quotas?: Partial<Quotas>;
  /** Policies that exist: the account's own, and AWS's, which `GetAccountAuthorizationDetails` shows once they are used. */
  readonly managedPolicies?: readonly ManagedPolicy[];
  /** Whether AWS has a policy of this ARN, for those whose document is not at hand. */
  readonly knowsAwsPolicy?: (arn: string) => boolean;
  /** User ARN to unique id, all of the account's; without it, any user of the account may be trusted. */
  readonly users?: ReadonlyMap<string, string>;
}

/** IAM in memory: one account, as strict as IAM says of itself. */
export class EmbeddedAccount implements IamApi {
  /** For exports only; everyone else makes calls. */
  readonly state: AccountState;

  constructor(options: AccountOptions | AccountState) {
    this.state = 'listings' in options ? options : newState(options);
  }

  get accountId(): string {
    return this.state.accountId;
  }

  get partition(): string {
    return this.state.partition;
  }

  /** @throws {IamError} with the code that IAM documents. */
  async call<C extends IamCall>(call: C, input: IamCalls[C]['input']): Promise<IamCalls[C]['output']> {
    try {
      return ANSWERS[call](this.state, input);
    } catch (error) {
      throw error instanceof Refusal ? new IamError(error.code, error.message, call) : error;
    }
  }

  /** The same account apart: what is done to one is not seen in the other. */
  copy(): EmbeddedAccount {
    return new EmbeddedAccount(copyState(this.state));
  }
}

const NO_CLOCK = new Date('2026-01-01T00:00:00Z');

function newState(options: AccountOptions): AccountState {
  const policies = storedPolicies(options.managedPolicies ?? []);
  return {
    accountId: options.accountId,
    partition: options.partition ?? 'aws',
    clock: options.clock ?? (() => NO_CLOCK),
    pageSize: options.pageSize ?? Number.POSITIVE_INFINITY,
    quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
    roles: new Map(),
    policies: new Map([...policies].filter(([arn]) => !isOfAws(arn))),
    catalogue: new Map([...policies].filter(([arn]) => isOfAws(arn))),
    knowsAwsPolicy: options.knowsAwsPolicy ?? (() => false),
    users: options.users,
    listings: new Map(),
    lastRoleNumber: 0,
  };
}

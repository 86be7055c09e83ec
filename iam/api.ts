/**
 * The calls of the IAM API that Rolecall makes, in IAM's own words.
 * Whoever answers them (the SDK, the embedded account) hands policy documents over as plain JSON text,
 * already decoded, and rejects with an `IamError`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface AttachedPolicy {
  readonly PolicyName: string;
  readonly PolicyArn: string;
}

export interface AttachedPermissionsBoundary {
  readonly PermissionsBoundaryType?: string;
  readonly PermissionsBoundaryArn: string;
}

export interface RoleLastUsed {
  readonly LastUsedDate?: Date;
  readonly Region?: string;
}

export interface InstanceProfile {
  readonly InstanceProfileName: string;
  readonly Arn?: string;
}

/** What `GetRole`, `CreateRole` and `ListRoles` say of a role; `ListRoles` leaves the boundary, tags and last use out. */
export interface RoleRecord {
  readonly Path: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate?: Date;
  readonly AssumeRolePolicyDocument: string;
  /** Absent when the role has none, and in an embedded account whose export could not hold it. */
  readonly Description?: string;
  /** Absent only in an embedded account whose export could not hold it. */
  readonly MaxSessionDuration?: number;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
  readonly Tags?: readonly Tag[];
  readonly RoleLastUsed?: RoleLastUsed;
  /** Present on roles made from a template with `AcquireRole`; those are never managed. */
  readonly SourceRoleTemplate?: unknown;
}

export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

/** What `GetAccountAuthorizationDetails` says of a role; it leaves the description and the session duration out. */
export interface RoleDetail {
  readonly Path: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate?: Date;
  readonly AssumeRolePolicyDocument: string;
  readonly RolePolicyList: readonly InlinePolicy[];
  readonly AttachedManagedPolicies: readonly AttachedPolicy[];
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
  readonly Tags: readonly Tag[];
  readonly InstanceProfileList: readonly InstanceProfile[];
  readonly RoleLastUsed?: RoleLastUsed;
}

export interface PolicyVersion {
  readonly VersionId: string;
  readonly IsDefaultVersion: boolean;
  readonly Document: string;
}

export interface ManagedPolicyDetail {
  readonly PolicyName: string;
  readonly Arn: string;
  readonly Path?: string;
  readonly DefaultVersionId: string;
  readonly PolicyVersionList: readonly PolicyVersion[];
}

interface Page {
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

interface OfRole {
  readonly RoleName: string;
}

export type EntityType = 'User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy';

type Nothing = Record<never, never>;

/** Every call: what goes in and what comes out. */
export interface IamCalls {
  GetAccountAuthorizationDetails: {
    input: PageRequest & { readonly Filter?: readonly EntityType[] };
    output: Page & { readonly RoleDetailList: readonly RoleDetail[]; readonly Policies: readonly ManagedPolicyDetail[] };
  };
  ListRoles: { input: PageRequest & { readonly PathPrefix?: string }; output: Page & { readonly Roles: readonly RoleRecord[] } };
  GetAccountSummary: { input: Nothing; output: { readonly SummaryMap: Readonly<Record<string, number>> } };
  GetRole: { input: OfRole; output: { readonly Role: RoleRecord } };
  ListAttachedRolePolicies: {
    input: OfRole & PageRequest;
    output: Page & { readonly AttachedPolicies: readonly AttachedPolicy[] };
  };
  ListRolePolicies: { input: OfRole & PageRequest; output: Page & { readonly PolicyNames: readonly string[] } };
  GetRolePolicy: { input: OfRole & { readonly PolicyName: string }; output: InlinePolicy & { readonly RoleName: string } };
  ListInstanceProfilesForRole: {
    input: OfRole & PageRequest;
    output: Page & { readonly InstanceProfiles: readonly InstanceProfile[] };
  };
  GetPolicy: {
    input: { readonly PolicyArn: string };
    output: { readonly Policy: { readonly PolicyName: string; readonly Arn: string; readonly DefaultVersionId: string } };
  };
  GetPolicyVersion: {
    input: { readonly PolicyArn: string; readonly VersionId: string };
    output: { readonly PolicyVersion: PolicyVersion };
  };
  CreateRole: {
    input: OfRole & {
      readonly AssumeRolePolicyDocument: string;
      readonly Path?: string;
      readonly Description?: string;
      readonly MaxSessionDuration?: number;
      readonly PermissionsBoundary?: string;
      readonly Tags?: readonly Tag[];
    };
    output: { readonly Role: RoleRecord };
  };
  UpdateRole: { input: OfRole & { readonly Description: string; readonly MaxSessionDuration: number }; output: Nothing };
  UpdateAssumeRolePolicy: { input: OfRole & { readonly PolicyDocument: string }; output: Nothing };
  AttachRolePolicy: { input: OfRole & { readonly PolicyArn: string }; output: Nothing };
  DetachRolePolicy: { input: OfRole & { readonly PolicyArn: string }; output: Nothing };
  PutRolePolicy: { input: OfRole & { readonly PolicyName: string; readonly PolicyDocument: string }; output: Nothing };
  DeleteRolePolicy: { input: OfRole & { readonly PolicyName: string }; output: Nothing };
  PutRolePermissionsBoundary: { input: OfRole & { readonly PermissionsBoundary: string }; output: Nothing };
  DeleteRolePermissionsBoundary: { input: OfRole; output: Nothing };
  TagRole: { input: OfRole & { readonly Tags: readonly Tag[] }; output: Nothing };
  UntagRole: { input: OfRole & { readonly TagKeys: readonly string[] }; output: Nothing };
  DeleteRole: { input: OfRole; output: Nothing };
}

export type IamCall = keyof IamCalls;

/** The calls that change an account. */
export const WRITE_CALLS = [
  'CreateRole',
  'UpdateRole',
  'UpdateAssumeRolePolicy',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'PutRolePermissionsBoundary',
  'DeleteRolePermissionsBoundary',
  'TagRole',
  'UntagRole',
  'DeleteRole',
] as const satisfies readonly IamCall[];

export type WriteCall = (typeof WRITE_CALLS)[number];

/** The port to IAM. */
export interface IamApi {
  /**
   * Makes one call and gives its answer; list calls give one page.
   * @throws {IamError} whatever IAM, or the way to it, refuses.
   */
  call<C extends IamCall>(call: C, input: IamCalls[C]['input']): Promise<IamCalls[C]['output']>;
}

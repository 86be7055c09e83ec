import type { AttachedPermissionsBoundary, IamApi, RoleDetail, RoleRecord, Tag } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import type { ObservedRole } from '../../iam/role.ts';
import { allPages } from './pages.ts';

/** What a read says of a role: unreadable is neither present nor absent. */
export type RoleReading =
  | { readonly state: 'present'; readonly role: ObservedRole }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly reason: string };

/** Joins what the two bulk lists, or `GetRole` and the role's own lists, say of one role. */
export function observedRole(detail: RoleDetail, record: RoleRecord): ObservedRole {
  return {
    name: record.RoleName,
    path: record.Path,
    arn: record.Arn,
    roleId: record.RoleId,
    description: observedDescription(record),
    maxSessionDuration: record.MaxSessionDuration,
    trustPolicy: detail.AssumeRolePolicyDocument,
    permissionsBoundary: boundaryArn(detail.PermissionsBoundary),
    managedPolicies: detail.AttachedManagedPolicies.map((policy) => policy.PolicyArn).sort(),
    inlinePolicies: sortedMap(detail.RolePolicyList.map((policy) => [policy.PolicyName, policy.PolicyDocument])),
    tags: tagMap(detail.Tags),
    createdAt: record.CreateDate,
    lastUsedAt: detail.RoleLastUsed === undefined ? undefined : (detail.RoleLastUsed.LastUsedDate ?? null),
    fromTemplate: record.SourceRoleTemplate !== undefined,
  };
}

/** IAM leaves an empty description out; an export that cannot hold one leaves the session duration out as well. */
function observedDescription(record: RoleRecord): string | undefined {
  return record.Description ?? (record.MaxSessionDuration === undefined ? undefined : '');
}

function boundaryArn(boundary: AttachedPermissionsBoundary | undefined): string | null {
  return boundary?.PermissionsBoundaryArn ?? null;
}

function tagMap(tags: readonly Tag[]): ReadonlyMap<string, string> {
  return sortedMap(tags.map((tag) => [tag.Key, tag.Value]));
}

/** IAM promises no order, and a plan that a person approved has to be the same when it is made again. */
function sortedMap(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Reads one role afresh: `GetRole`, its two lists, and each inline policy.
 * Never throws for what IAM answers: only "there is no such role" is absent, every other failure is unknown.
 */
export async function readRole(iam: IamApi, name: string): Promise<RoleReading> {
  let record: RoleRecord;
  try {
    record = (await iam.call('GetRole', { RoleName: name })).Role;
  } catch (error) {
    if (!isIamError(error)) throw error;
    return error.kind === 'absent' ? { state: 'absent' } : unreadable(name, error);
  }
  try {
    return { state: 'present', role: observedRole(await readDetail(iam, record), record) };
  } catch (error) {
    if (!isIamError(error)) throw error;
    return unreadable(name, error);
  }
}

function unreadable(name: string, error: Error): RoleReading {
  return { state: 'unknown', reason: `Role ${name} could not be read: ${error.message}` };
}

async function readDetail(iam: IamApi, record: RoleRecord): Promise<RoleDetail> {
  const RoleName = record.RoleName;
  const [attached, inline] = await Promise.all([attachedPolicies(iam, RoleName), inlinePolicies(iam, RoleName)]);
  return {
    ...record,
    AttachedManagedPolicies: attached,
    RolePolicyList: inline,
    InstanceProfileList: [],
    Tags: record.Tags ?? [],
  };
}

async function attachedPolicies(iam: IamApi, RoleName: string) {
  const pages = await allPages(iam, 'ListAttachedRolePolicies', { RoleName });
  return pages.flatMap((page) => page.AttachedPolicies);
}

async function inlinePolicies(iam: IamApi, RoleName: string) {
  const pages = await allPages(iam, 'ListRolePolicies', { RoleName });
  const names = pages.flatMap((page) => page.PolicyNames);
  return Promise.all(names.map((PolicyName) => iam.call('GetRolePolicy', { RoleName, PolicyName })));
}

/** The names of the instance profiles that hold a role. */
export async function instanceProfilesOf(iam: IamApi, RoleName: string): Promise<readonly string[]> {
  const pages = await allPages(iam, 'ListInstanceProfilesForRole', { RoleName });
  return pages.flatMap((page) => page.InstanceProfiles.map((profile) => profile.InstanceProfileName));
}

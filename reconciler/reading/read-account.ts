import type { IamApi, ManagedPolicyDetail, RoleDetail, RoleRecord } from '../../iam/api.ts';
import { isIamError } from '../../iam/errors.ts';
import { foldName, type ManagedPolicy, type ObservedRole } from '../../iam/role.ts';
import { pagesOf } from './pages.ts';
import { observedRole } from './read-role.ts';

/** IAM's own upper bound for a page. */
const PAGE_SIZE = 1000;

/** All roles of an account, read in bulk. */
export interface AccountReading {
  /** By folded name. A role that only one of the two lists holds, or that they disagree about, is not here but in `unsettled`. */
  readonly roles: ReadonlyMap<string, ObservedRole>;
  /** By folded name: names that have to be read singly before anything is said about them. */
  readonly unsettled: ReadonlyMap<string, string>;
  /** The default versions of the attached and of the account's own policies, by ARN. */
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
}

export type AccountResult =
  | { readonly ok: true; readonly account: AccountReading }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the account in two lists side by side: neither holds all that a role is.
 * Every page of both is read, or nothing is known.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export async function readAccount(iam: IamApi, onRoles?: (count: number) => void): Promise<AccountResult> {
  try {
    const [{ details, policies }, records] = await Promise.all([authorizationDetails(iam, onRoles), roleRecords(iam)]);
    return { ok: true, account: { ...join(details, records), policies } };
  } catch (error) {
    if (!isIamError(error)) throw error;
    return { ok: false, reason: `The account could not be read to its end (${error.call}: ${error.message}).` };
  }
}

async function authorizationDetails(iam: IamApi, onRoles: ((count: number) => void) | undefined) {
  const details = new Collected<RoleDetail>();
  const policies = new Map<string, ManagedPolicy>();
  const input = { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const, MaxItems: PAGE_SIZE };
  for await (const page of pagesOf(iam, 'GetAccountAuthorizationDetails', input)) {
    for (const role of page.RoleDetailList) details.add(role);
    for (const policy of page.Policies) addDefaultVersion(policies, policy);
    onRoles?.(details.byName.size);
  }
  return { details, policies };
}

async function roleRecords(iam: IamApi) {
  const records = new Collected<RoleRecord>();
  for await (const page of pagesOf(iam, 'ListRoles', { MaxItems: PAGE_SIZE })) {
    for (const role of page.Roles) records.add(role);
  }
  return records;
}

/** What a list named, and what it named twice: pages can shift while an account changes. */
class Collected<T extends { readonly RoleName: string }> {
  readonly byName = new Map<string, T>();
  readonly twice = new Set<string>();

  add(item: T): void {
    const name = foldName(item.RoleName);
    if (this.byName.has(name)) this.twice.add(name);
    this.byName.set(name, item);
  }
}

function addDefaultVersion(policies: Map<string, ManagedPolicy>, policy: ManagedPolicyDetail): void {
  const version = policy.PolicyVersionList.find((candidate) => candidate.VersionId === policy.DefaultVersionId);
  if (version !== undefined)
    policies.set(policy.Arn, { arn: policy.Arn, versionId: version.VersionId, document: version.Document });
}

function join(details: Collected<RoleDetail>, records: Collected<RoleRecord>) {
  const roles = new Map<string, ObservedRole>();
  const unsettled = new Map<string, string>();
  for (const [name, detail] of details.byName) {
    const record = records.byName.get(name);
    const settled = record?.RoleId === detail.RoleId && !details.twice.has(name) && !records.twice.has(name);
    if (settled) roles.set(name, observedRole(detail, record));
    else unsettled.set(name, detail.RoleName);
  }
  for (const [name, record] of records.byName) {
    if (!details.byName.has(name)) unsettled.set(name, record.RoleName);
  }
  return { roles, unsettled };
}

import type { ManagedPolicy } from '../role.ts';
import { type AccountOptions, EmbeddedAccount } from './embedded-account.ts';
import { ExportFailure, type ExportFailureCode } from './export-failure.ts';
import { accountOf, ownerOf } from './export-owner.ts';
import { SNAPSHOT_KIND } from './export-schema.ts';
import { joinRoles } from './join-roles.ts';
import { isOfAws, nameInArn } from './lookup.ts';
import { provenQuotas } from './proven-quotas.ts';
import { type ExportFile, type ReadExport, readExport } from './read-export.ts';
import { lastNumberOf } from './role-ids.ts';
import { type StoredPolicy, type StoredRole, saveRole } from './state.ts';

export interface ExportOptions extends Omit<AccountOptions, 'accountId' | 'partition' | 'users' | 'managedPolicies'> {
  /** Needed where the exports leave it open. */
  readonly accountId?: string | undefined;
  /** The policies that AWS has in a partition, for those that the exports do not hold. */
  readonly awsPolicyDocuments?: (partition: string) => readonly ManagedPolicy[];
}

export type AccountFromExports =
  | {
      readonly ok: true;
      readonly account: EmbeddedAccount;
      /** ARNs of roles of other accounts, left out. */
      readonly foreignRoles: readonly string[];
      /** The units that the exports do not hold for at least one role. */
      readonly unobserved: readonly string[];
      /** Names of roles whose policies, tags and boundary the exports lack. */
      readonly rolesWithoutDetails: readonly string[];
      /** ARNs of roles that current task definitions use; `undefined` where no file says. */
      readonly taskDefinitionRoles: readonly string[] | undefined;
    }
  | { readonly ok: false; readonly code: ExportFailureCode; readonly message: string };

/**
 * An account filled from what `aws iam get-account-authorization-details`, `aws iam list-roles` and `rolecall snapshot` export, joined.
 * @param exports parsed JSON, each with the name of its file
 */
export function accountFromExports(exports: readonly ExportFile[], options: ExportOptions = {}): AccountFromExports {
  try {
    return filledAccount(exports.map(readExport), options);
  } catch (error) {
    if (error instanceof ExportFailure) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

function filledAccount(exports: readonly ReadExport[], options: ExportOptions): AccountFromExports {
  const accountId = ownerOf(exports, options.accountId);
  const { own, foreignRoles } = withoutForeignRoles(exports, accountId);
  const roles = joinRoles(own);
  const account = emptyAccount(own, roles, accountId, options);
  for (const role of roles) saveRole(account.state, role);
  account.state.lastRoleNumber = lastNumberOf(roles);
  const used = own.flatMap(({ content }) => content.taskDefinitionRoles ?? []);
  return {
    ok: true,
    account,
    foreignRoles,
    unobserved: roles.some(({ maxSessionDuration }) => maxSessionDuration === undefined)
      ? ['description', 'maxSessionDuration']
      : [],
    rolesWithoutDetails: roles.filter(({ details }) => details === undefined).map(({ name }) => name),
    taskDefinitionRoles: own.some(({ content }) => content.taskDefinitionRoles !== undefined) ? used : undefined,
  };
}

function emptyAccount(
  exports: readonly ReadExport[],
  roles: readonly StoredRole[],
  accountId: string,
  options: ExportOptions,
): EmbeddedAccount {
  const users = knownUsers(exports, accountId);
  const partition = partitionOf(exports);
  const quotas = { ...provenQuotas(roles), ...summaryOf(exports), ...options.quotas };
  const account = new EmbeddedAccount({
    ...options,
    accountId,
    partition,
    managedPolicies: options.awsPolicyDocuments?.(partition) ?? [],
    quotas,
    ...(users && { users }),
  });
  const policies = new Map([...account.state.policies, ...exportedPolicies(exports, accountId)]);
  return new EmbeddedAccount({ ...account.state, policies });
}

function withoutForeignRoles(exports: readonly ReadExport[], accountId: string) {
  const foreignRoles = new Set<string>();
  const isOwn = ({ Arn }: { readonly Arn: string }): boolean => {
    if (accountOf(Arn) === accountId) return true;
    foreignRoles.add(Arn);
    return false;
  };
  const own = exports.map(
    ({ file, content }): ReadExport => ({
      file,
      content: { ...content, RoleDetailList: content.RoleDetailList?.filter(isOwn), Roles: content.Roles?.filter(isOwn) },
    }),
  );
  return { own, foreignRoles: [...foreignRoles].sort() };
}

function partitionOf(exports: readonly ReadExport[]): string {
  const declared = exports.find(({ content }) => content.partition !== undefined)?.content.partition;
  const [role] = exports.flatMap(({ content }) => [...(content.RoleDetailList ?? []), ...(content.Roles ?? [])]);
  return declared ?? role?.Arn.split(':', 2)[1] ?? 'aws';
}

function summaryOf(exports: readonly ReadExport[]): NonNullable<ReadExport['content']['SummaryMap']> {
  return Object.assign({}, ...exports.map(({ content }) => content.SummaryMap));
}

/** An empty list of users may come from a filter, so that it says something only in our own format. */
function knownUsers(exports: readonly ReadExport[], accountId: string): ReadonlyMap<string, string> | undefined {
  const says = exports.filter(({ content }) => content.kind === SNAPSHOT_KIND || (content.UserDetailList?.length ?? 0) > 0);
  const lists = says.flatMap(({ content }) => (content.UserDetailList === undefined ? [] : [content.UserDetailList]));
  if (lists.length === 0) return undefined;
  return new Map(lists.flat().flatMap(({ Arn, UserId }) => (accountOf(Arn) === accountId ? [[Arn, UserId] as const] : [])));
}

function exportedPolicies(exports: readonly ReadExport[], accountId: string): ReadonlyMap<string, StoredPolicy> {
  const policies = exports.flatMap(({ content }) => content.Policies ?? []);
  const own = policies.filter(({ Arn }) => isOfAws(Arn) || accountOf(Arn) === accountId);
  return new Map(
    own.map((policy) => [
      policy.Arn,
      {
        arn: policy.Arn,
        name: nameInArn(policy.Arn),
        path: policy.Path,
        defaultVersionId: policy.DefaultVersionId,
        versions: policy.PolicyVersionList,
      },
    ]),
  );
}

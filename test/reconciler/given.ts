import { type AccountFromExports, accountFromExports } from '../../iam/account/export.ts';
import { readGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import type { Guards, SpecSet } from '../../specs/types.ts';
import { ACCOUNT, POLICIES } from '../properties/arbitraries/role.ts';
import { guardsWith, NOW } from '../world.ts';

/** A role as IAM holds it, in the words of a spec. What is left out is what a `TaskRole` without any line declares. */
export interface LiveRole {
  readonly name?: string;
  readonly path?: string;
  readonly description?: string;
  /** Seconds; `null` where the export cannot hold it. */
  readonly maxSessionDuration?: number | null;
  /** A document, a list of statements, a statement; a string is the text itself. */
  readonly trustPolicy?: unknown;
  readonly permissionsBoundary?: string;
  readonly managedPolicies?: readonly string[];
  readonly inlinePolicies?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** The value of the tag `rolecall:owner`; `null` for a role without it. */
  readonly owner?: string | null;
  /** When the role was made. */
  readonly created?: string;
  /** A day, `never`, or `unknown`. */
  readonly lastUsed?: string;
  readonly instanceProfiles?: readonly string[];
}

const CONTEXT = { accountId: ACCOUNT, partition: 'aws', region: 'eu-west-1' };
const ROLE_NAME = 'orders';

const AWS_POLICIES = {
  AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
  IAMFullAccess: { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
  AWSDenyAll: { Effect: 'Deny', Action: '*', Resource: '*' },
};

/** What a case calls `own/read` is the account's own policy, and everything else a policy of AWS's. */
export function arnOf(policy: string): string {
  if (policy.startsWith('arn:')) return policy;
  return policy.startsWith('own/') ? `arn:aws:iam::${ACCOUNT}:policy/${policy.slice(4)}` : `arn:aws:iam::aws:policy/${policy}`;
}

/** The same value with ARNs for what a case calls `own/NAME`. */
export function withArns<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (typeof each === 'string' && /^own\/[\w-]+$/.test(each) ? arnOf(each) : each)),
  );
}

/** The spec of a role as a file; JSON is YAML. */
export function specFile(spec: object, kind = 'TaskRole', name = ROLE_NAME, file = `${name}.yaml`) {
  const said = Object.keys(spec).length === 0 ? { state: 'present' } : spec;
  const document = { apiVersion: 'rolecall/v1', kind, metadata: { name }, spec: said };
  return textFile(JSON.stringify(withArns(document)), file);
}

export function textFile(content: string, file: string) {
  return { file, content: new TextEncoder().encode(content), version: null };
}

/** @throws if a spec has an error that its case does not mean. */
export function specSet(...files: readonly ReturnType<typeof textFile>[]): SpecSet {
  return readSpecs(files, CONTEXT);
}

export function guardsOf(spec: object | undefined): Guards {
  if (spec === undefined) return guardsWith();
  const document = { apiVersion: 'rolecall/v1', kind: 'Controller', spec: withArns(spec) };
  const { guards, problems } = readGuards(textFile(JSON.stringify(document), 'rolecall.yml'), CONTEXT);
  if (guards === undefined) throw new Error(`The guards of a case are wrong: ${JSON.stringify(problems)}`);
  return guards;
}

/** An account that holds these roles, filled from an export as `aws iam get-account-authorization-details` writes it. */
export function accountWith(roles: readonly LiveRole[], quotas = {}): Extract<AccountFromExports, { ok: true }>['account'] {
  const value = { RoleDetailList: roles.map(exportedRole), Policies: [...POLICIES.map(ownPolicy), ...awsPolicies()] };
  const read = accountFromExports([{ file: 'account.json', value }], { accountId: ACCOUNT, quotas, clock: () => NOW });
  if (!read.ok) throw new Error(read.message);
  return read.account;
}

function exportedRole(role: LiveRole, index: number) {
  const { name = ROLE_NAME, path = '/', description, maxSessionDuration = 3600, owner = 'rolecall', lastUsed = 'never' } = role;
  const { created = '2025-01-01T00:00:00Z' } = role;
  const tags = { ...(owner !== null && { 'rolecall:owner': owner }), ...role.tags };
  return {
    Path: path,
    RoleName: name,
    RoleId: `AROAEXAMPLE${String(index).padStart(9, '0')}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role${path}${name}`,
    CreateDate: created,
    AssumeRolePolicyDocument: documentOf(role.trustPolicy ?? defaultTrustPolicy(CONTEXT)),
    RolePolicyList: Object.entries(role.inlinePolicies ?? {}).map(([PolicyName, policy]) => ({
      PolicyName,
      PolicyDocument: documentOf(policy),
    })),
    AttachedManagedPolicies: (role.managedPolicies ?? []).map((policy) => attached(arnOf(policy))),
    ...(role.permissionsBoundary && { PermissionsBoundary: { PermissionsBoundaryArn: arnOf(role.permissionsBoundary) } }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    InstanceProfileList: (role.instanceProfiles ?? []).map((InstanceProfileName) => ({ InstanceProfileName })),
    ...(lastUsed !== 'unknown' && { RoleLastUsed: lastUsed === 'never' ? {} : { LastUsedDate: lastUsed } }),
    ...(description !== undefined && { Description: description }),
    ...(maxSessionDuration !== null && { MaxSessionDuration: maxSessionDuration }),
  };
}

function documentOf(policy: unknown): unknown {
  if (typeof policy !== 'object' || policy === null || 'Statement' in policy) return policy;
  return { Version: '2012-10-17', Statement: policy };
}

function attached(PolicyArn: string) {
  return { PolicyName: PolicyArn.replace(/^.*\//, ''), PolicyArn };
}

function ownPolicy({ arn, document }: { readonly arn: string; readonly document: string }) {
  const versions = [{ VersionId: 'v1', IsDefaultVersion: true, Document: JSON.parse(document) }];
  return { PolicyName: arn.replace(/^.*\//, ''), Arn: arn, DefaultVersionId: 'v1', PolicyVersionList: versions };
}

function awsPolicies() {
  return Object.entries(AWS_POLICIES).map(([name, statement]) =>
    ownPolicy({ arn: arnOf(name), document: JSON.stringify(documentOf([statement])) }),
  );
}

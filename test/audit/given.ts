import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { AuditedDefinition, AuditReport, RoleOverrides } from '../../audit/types.ts';
import { runAudit } from '../../controller/audit/run-audit.ts';
import { accountFromExports } from '../../iam/account/export.ts';
import type { IamApi } from '../../iam/api.ts';
import { awsPolicyDocuments } from '../../specs/aws/aws-policies.ts';
import { defaultGuards, readGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import type { Guards, SpecContext, SpecSet } from '../../specs/types.ts';

/** What an audit is given, in the words of AWS and of the spec language. */
export interface Given {
  /** Anything that the audit reads as a task definition: what is registered, described, or recorded. */
  readonly taskDefinition?: unknown;
  /** Task definitions that are current as well. */
  readonly others?: readonly unknown[];
  /** Task definitions that could not be described, and why. */
  readonly undescribed?: readonly { readonly family: string; readonly revision?: number; readonly reason: string }[];
  /** Whether there are other current task definitions, which are not looked at. */
  readonly partial?: true;
  readonly region?: string | null;
  readonly account?: string;
  readonly partition?: string;
  readonly overrides?: Partial<RoleOverrides>;
  /** By name. */
  readonly roles?: Readonly<Record<string, LiveRole>>;
  /** Managed policies by ARN; the well-known ones of AWS are there already. */
  readonly policies?: Readonly<Record<string, unknown>>;
  /** Documents of the spec language; `apiVersion` may be left out. */
  readonly specs?: readonly object[];
  /** What their files are called, in their order. */
  readonly specFiles?: readonly string[];
  /** What stands under `spec:` of `rolecall.yml`. */
  readonly guards?: object;
  /** `YYYY-MM-DD`. */
  readonly today?: string;
}

/** A role as IAM holds it. What is left out is as Rolecall would make it: trusted by tasks of the account, and nothing else. */
export interface LiveRole {
  readonly path?: string;
  readonly trustPolicy?: unknown;
  readonly managedPolicies?: readonly string[];
  readonly inlinePolicies?: Readonly<Record<string, unknown>>;
  readonly permissionsBoundary?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The report of the audit that the command line and the function make, over an account in memory. */
export async function auditOf(given: Given, change: (iam: IamApi) => IamApi = (iam) => iam): Promise<AuditReport> {
  const account = contextOf(given);
  const now = new Date(`${given.today ?? '2026-11-23'}T12:00:00Z`);
  return runAudit({
    runId: 'run',
    trigger: 'cli',
    iam: change(accountWith(given, account)),
    clock: { now: () => now, sleep: async () => {} },
    account,
    definitions: definitionsIn(given, account),
    specs: specsIn(given, account),
    guards: guardsIn(given, account),
    otherNeeds: new Map(),
    isWhole: given.partial !== true,
    progress: undefined,
  });
}

function contextOf({ account = '111122223333', partition = 'aws', region = 'eu-west-1' }: Given): SpecContext {
  return { accountId: account, partition, region: region ?? undefined };
}

function definitionsIn(
  { taskDefinition, others = [], undescribed = [], overrides }: Given,
  context: SpecContext,
): AuditedDefinition[] {
  const given = taskDefinition === undefined ? others : [taskDefinition, ...others];
  return [
    ...given.flatMap((value, index) => read(value, index === 0 ? overrides : undefined, context)),
    ...undescribed.map(({ family, revision = null, reason }) => ({
      ...{ described: false as const, family, revision, arn: null, region: context.region, reason },
    })),
  ];
}

function read(value: unknown, overrides: Given['overrides'], context: SpecContext): readonly AuditedDefinition[] {
  const found = readTaskDefinitions(value, context);
  if (!found.ok) throw new Error(`The task definition of a case is wrong: ${found.problem}`);
  const none = { call: 'RunTask', taskRole: null, executionRole: null, by: null } as const;
  return found.definitions.map(({ definition, overrides: recorded }) => ({
    ...{ described: true as const, definition, file: 'task-definition.json' },
    overrides: overrides === undefined ? recorded : { ...none, ...overrides },
  }));
}

function accountWith({ roles = {}, policies = {} }: Given, account: SpecContext): IamApi {
  const value = {
    RoleDetailList: Object.entries(roles).map(([name, role], index) => exported(name, role, index, account)),
    Policies: Object.entries(policies).map(([arn, document]) => policy(arn, document)),
  };
  const options = { accountId: account.accountId, partition: account.partition, awsPolicyDocuments };
  const result = accountFromExports([{ file: 'account.json', value }], options);
  if (!result.ok) throw new Error(`The roles of a case are wrong: ${result.message}`);
  return result.account;
}

function exported(name: string, role: LiveRole, index: number, account: SpecContext) {
  const { path = '/', trustPolicy, managedPolicies = [], inlinePolicies = {}, permissionsBoundary, tags } = role;
  return {
    Path: path,
    RoleName: name,
    RoleId: `AROAEXAMPLE${String(index).padStart(9, '0')}`,
    Arn: `arn:${account.partition}:iam::${account.accountId}:role${path}${name}`,
    CreateDate: '2025-01-01T00:00:00Z',
    AssumeRolePolicyDocument: documentOf(trustPolicy ?? JSON.parse(defaultTrustPolicy(account))),
    RolePolicyList: Object.entries(inlinePolicies).map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: documentOf(document),
    })),
    AttachedManagedPolicies: managedPolicies.map((PolicyArn) => ({ PolicyName: lastPart(PolicyArn), PolicyArn })),
    ...(permissionsBoundary !== undefined && { PermissionsBoundary: { PermissionsBoundaryArn: permissionsBoundary } }),
    Tags: Object.entries(tags ?? { 'rolecall:owner': 'rolecall' }).map(([Key, Value]) => ({ Key, Value })),
    InstanceProfileList: [],
    RoleLastUsed: {},
    MaxSessionDuration: 3600,
  };
}

function policy(arn: string, document: unknown) {
  const versions = [{ VersionId: 'v1', IsDefaultVersion: true, Document: documentOf(document) }];
  return { PolicyName: lastPart(arn), Arn: arn, DefaultVersionId: 'v1', PolicyVersionList: versions };
}

/** A statement or a list of statements stands for a document. */
function documentOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'Statement' in value) return value;
  return { Version: '2012-10-17', Statement: value };
}

function lastPart(arn: string): string {
  return arn.replace(/^.*\//, '');
}

function specsIn({ specs, specFiles = [], today }: Given, context: SpecContext): SpecSet | undefined {
  if (specs === undefined) return undefined;
  const files = specs.map((document, index) => fileOf(document, specFiles[index] ?? `roles/${index + 1}.yaml`));
  const set = readSpecs(files, context, today === undefined ? {} : { today });
  const errors = set.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`The specs of a case are wrong: ${JSON.stringify(errors)}`);
  return set;
}

function guardsIn({ guards }: Given, context: SpecContext): Guards {
  if (guards === undefined) return defaultGuards;
  const read = readGuards(fileOf({ kind: 'Controller', spec: guards }, 'rolecall.yml'), context);
  if (read.guards === undefined) throw new Error(`The guards of a case are wrong: ${JSON.stringify(read.problems)}`);
  return read.guards;
}

/** JSON is YAML. */
function fileOf(document: object, file: string) {
  return { file, content: new TextEncoder().encode(JSON.stringify({ apiVersion: 'rolecall/v1', ...document })), version: null };
}

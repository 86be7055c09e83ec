import { EmbeddedAccount } from '../iam/account/embedded-account.ts';
import type { IamApi } from '../iam/api.ts';
import type { Role } from '../iam/role.ts';
import type { Memory, PassResult, Run } from '../reconciler/ports.ts';
import { pass as passOf } from '../reconciler/reconcile.ts';
import type { DriftReport } from '../reconciler/types.ts';
import { defaultGuards } from '../specs/guards.ts';
import type { DeclaredRole, Guards, SpecSet } from '../specs/types.ts';
import { ACCOUNT, POLICIES } from './properties/arbitraries/role.ts';

export const NOW = new Date('2026-06-01T12:00:00Z');

export function newAccount(quotas = {}): EmbeddedAccount {
  return new EmbeddedAccount({ accountId: ACCOUNT, managedPolicies: POLICIES, quotas, clock: () => NOW });
}

/** Puts a role into an account, as somebody else would have. */
export async function put(iam: IamApi, role: Role, tags: ReadonlyMap<string, string> = role.tags): Promise<void> {
  const RoleName = role.name;
  await iam.call('CreateRole', {
    RoleName,
    Path: role.path ?? '/',
    AssumeRolePolicyDocument: role.trustPolicy,
    ...(role.description && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration ?? 3600,
    ...(role.permissionsBoundary && { PermissionsBoundary: role.permissionsBoundary }),
    Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
  });
  for (const PolicyArn of role.managedPolicies) await iam.call('AttachRolePolicy', { RoleName, PolicyArn });
  for (const [PolicyName, PolicyDocument] of role.inlinePolicies) {
    await iam.call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
  }
}

/** Declares a role as a spec would, exclusive in everything unless said otherwise. */
export function declare(role: Role, overrides: Partial<DeclaredRole> = {}): DeclaredRole {
  return {
    kind: 'Role',
    labels: {},
    source: { file: 'roles.yaml', line: 1, version: null },
    management: { mode: undefined, adopt: true, additive: [], ignore: [], policyVersions: {} },
    state: 'present',
    role,
    ...overrides,
  };
}

export function specsOf(...roles: readonly DeclaredRole[]): SpecSet {
  return { roles, invalid: [], unreadable: [], waivers: [], guards: [], problems: [], incomplete: false };
}

/** Guards that let anything be written; tests tighten what they are about. */
export function guardsWith(overrides: Partial<Guards> = {}): Guards {
  return { ...defaultGuards, ...overrides };
}

/** A clock that stands still and never waits. */
export const clock = { now: () => NOW, sleep: async () => {} };

/** The report of one pass over an account. */
export async function pass(iam: IamApi, specs: SpecSet, overrides: Partial<Run> = {}): Promise<DriftReport> {
  return (await wholePass(iam, specs, overrides)).report;
}

/** One pass over an account, with what its report does not show. */
export function wholePass(iam: IamApi, specs: SpecSet, overrides: Partial<Run> = {}): Promise<PassResult> {
  return passOf({
    runId: 'test',
    trigger: 'test',
    iam,
    taskDefinitions: { rolesInUse: async () => new Set() },
    clock,
    account: { accountId: ACCOUNT, partition: 'aws', region: 'eu-west-1' },
    specs,
    guards: guardsWith(),
    mode: 'enforce',
    approved: undefined,
    only: undefined,
    progress: undefined,
    ...overrides,
  });
}

/** A memory that remembers nothing but what a test is about. */
export function memoryOf(overrides: Partial<Memory> = {}): Memory {
  return {
    recentWrites: [],
    settlesAt: () => undefined,
    heldBack: () => undefined,
    acceptedPolicies: () => new Map(),
    actorOf: () => null,
    ...overrides,
  };
}

import type { AuditedDefinition } from '../../audit/types.ts';
import type { IamApi } from '../../iam/api.ts';
import { foldName, type ManagedPolicy } from '../../iam/role.ts';
import { observe } from '../../reconciler/reading/observation.ts';
import type { RoleReading } from '../../reconciler/reading/read-role.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { AuditRun } from './ports.ts';
import { readReference } from './role-reference.ts';

/** Up to here single reads take fewer calls than both lists of a middling account. */
const SINGLE_READS = 8;

export interface RoleReadings {
  /** Every role of the account that a task definition names, by its folded name. */
  readonly roles: ReadonlyMap<string, RoleReading>;
  /** Managed policies that came along, by ARN. */
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
  /** Why nothing is known; `null` if the account was read. */
  readonly failure: string | null;
}

/** What task definitions and overriding calls name as roles, each once. */
export function namedRoles(definitions: readonly AuditedDefinition[]): ReadonlySet<string> {
  const named = definitions.flatMap((each) => {
    if (!each.described) return [];
    const { definition, overrides } = each;
    return [definition.taskRole, definition.executionRole, overrides?.taskRole, overrides?.executionRole];
  });
  return new Set(named.filter((reference) => typeof reference === 'string'));
}

/**
 * Reads a few roles one by one, and more of them in bulk, with no call per role.
 * All current task definitions are never read for singly: how many calls that takes must not depend on what they name.
 */
export async function readRoles(run: AuditRun): Promise<RoleReadings> {
  const names = ownNames(namedRoles(run.definitions), run.account);
  if (names.size === 0) return { roles: new Map(), policies: new Map(), failure: null };
  const isSweep = run.isWhole && run.otherNeeds.size === 0;
  const { role, policies, failure } = await observed(run.iam, isSweep || names.size > SINGLE_READS, run.progress);
  const readings = await Promise.all([...names].map(async ([folded, name]) => [folded, await role(name)] as const));
  return { roles: new Map(readings), policies, failure };
}

function observed(iam: IamApi, inBulk: boolean, progress: AuditRun['progress']) {
  return observe(iam, [], inBulk, (roles) => progress?.({ stage: 'reading', roles }));
}

/** Names of roles of this account, by their folded name. */
function ownNames(references: Iterable<string>, account: SpecContext): ReadonlyMap<string, string> {
  const read = [...references].map((reference) => readReference(reference, account));
  return new Map(read.flatMap((each) => (each.kind === 'own' ? [[foldName(each.name), each.name] as const] : [])));
}

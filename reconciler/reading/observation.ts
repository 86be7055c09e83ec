import type { IamApi } from '../../iam/api.ts';
import { foldName, type ManagedPolicy, type ObservedRole } from '../../iam/role.ts';
import type { DeclaredRole } from '../../specs/types.ts';
import { readAccount } from './read-account.ts';
import { type RoleReading, readRole } from './read-role.ts';

/** What a run knows of the account. */
export interface Observation {
  role(name: string): Promise<RoleReading>;
  readonly policies: ReadonlyMap<string, ManagedPolicy>;
  /** All roles of the account; empty where only single roles were read. */
  readonly roles: readonly ObservedRole[];
  /** Whether roles are read one by one when they are asked for, so that nothing is fresher. */
  readonly single: boolean;
  /** Why nothing is known; `null` if the account was read. */
  readonly failure: string | null;
}

/** Up to here single reads take fewer calls than both lists of a middling account. */
const SINGLE_READS = 5;

/** Reads a few roles one by one, and more of them, or all, in bulk. */
export async function observe(
  iam: IamApi,
  declared: readonly DeclaredRole[],
  everything: boolean,
  onRoles: (count: number) => void,
): Promise<Observation> {
  if (!everything && declared.length <= SINGLE_READS) {
    return { role: (name) => readRole(iam, name), policies: new Map(), roles: [], single: true, failure: null };
  }
  const result = await readAccount(iam, onRoles);
  if (!result.ok) return unreadable(result.reason);
  const { roles, unsettled, policies } = result.account;
  const settled = new Map<string, RoleReading>();
  for (const [folded, name] of unsettled) settled.set(folded, await readRole(iam, name));
  const found = [...settled.values()].flatMap((reading) => (reading.state === 'present' ? [reading.role] : []));
  return {
    role: async (name) => readingOf(roles.get(foldName(name))) ?? settled.get(foldName(name)) ?? { state: 'absent' },
    policies,
    roles: [...roles.values(), ...found],
    single: false,
    failure: null,
  };
}

function readingOf(role: ObservedRole | undefined): RoleReading | undefined {
  return role && { state: 'present', role };
}

function unreadable(reason: string): Observation {
  return { role: async () => ({ state: 'unknown', reason }), policies: new Map(), roles: [], single: false, failure: reason };
}

/** Roles that carry our tag and that no spec names, by name. */
export function orphans(
  roles: readonly ObservedRole[],
  named: readonly string[],
  isOurs: (role: ObservedRole) => boolean,
): readonly ObservedRole[] {
  const known = new Set(named.map(foldName));
  return roles.filter((role) => isOurs(role) && !known.has(foldName(role.name)));
}

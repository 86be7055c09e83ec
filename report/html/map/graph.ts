import type { DefinitionAudit } from '../../../audit/types.ts';
import { remainingDrift } from '../../../controller/folding/remaining-drift.ts';
import type { Drift } from '../../../reconciler/types.ts';
import type { HeldPolicies, Overview, OverviewRole } from '../../overview/overview.ts';
import { needsAttention } from '../words/headline.ts';
import { roleNameIn } from '../words/labels.ts';
import { createRoleMarks, type RoleMark } from './role-marks.ts';

/** A policy of a role, as far as the report knows of it. */
export interface MapPolicy {
  /** An ARN, or an inline policy's name. */
  readonly name: string;
  /** How live differs in it; `null` where it does not. */
  readonly drift: Pick<Drift, 'kind' | 'access'> | null;
  /** It only limits what the others allow. */
  readonly isBoundary?: boolean;
}

export interface MapRole extends RoleMark {
  readonly name: string;
  /** `null` for a role that no spec declares. */
  readonly role: OverviewRole | null;
  /** Those that differ first, then those that a finding names. */
  readonly policies: readonly MapPolicy[];
  /** How many more it has of which nothing is to be said. */
  readonly more: number;
  /** The task definitions that use it, by their index. */
  readonly users: readonly number[];
}

/** IAM takes names that differ only in case for one. */
function folded(name: string): string {
  return name.toLowerCase();
}

/** The roles that a task definition names. */
export function rolesUsedBy({ taskRole, executionRole }: DefinitionAudit): readonly string[] {
  const names = [taskRole, executionRole].flatMap((reference) => (reference === null ? [] : [roleNameIn(reference)]));
  return names.filter((name, index) => names.findIndex((other) => folded(other) === folded(name)) === index);
}

function driftPolicies(role: OverviewRole): readonly MapPolicy[] {
  return remainingDrift(role).flatMap((each) => {
    const [, name] = /^(?:managedPolicies|inlinePolicies)\[(.*)\]$/s.exec(each.unit) ?? [];
    return name === undefined ? [] : [{ name, drift: each }];
  });
}

const NO_POLICIES = ['boundary', 'trust'];

function policiesInFindings(definitions: readonly DefinitionAudit[]): ReadonlyMap<string, readonly string[]> {
  const policies = new Map<string, Set<string>>();
  for (const { role, evidence } of definitions.flatMap(({ findings }) => findings)) {
    if (role === null) continue;
    const names = policies.get(folded(role)) ?? new Set();
    for (const { policy } of evidence.statements) if (!NO_POLICIES.includes(policy)) names.add(policy);
    policies.set(folded(role), names);
  }
  return new Map([...policies].map(([role, names]) => [role, [...names]]));
}

/** As many policies as are drawn of a role, and of all roles, for no other reason than that they are there. */
const MOST_QUIET = 6;
const MOST_QUIET_OF_ALL = 4000;

function quietPolicies({ managed, inline, boundary }: HeldPolicies, drawn: readonly MapPolicy[]): readonly MapPolicy[] {
  const names = [...managed, ...(inline ?? [])].filter((name) => drawn.every((each) => each.name !== name));
  return names.map((name) => (name === boundary ? { name, drift: null, isBoundary: true } : { name, drift: null }));
}

/** The policies of a role: those that differ, those that a finding names, and as many of the others as are looked at. */
function policiesOf(role: OverviewRole | null, told: readonly string[], mostQuiet: number): Pick<MapRole, 'policies' | 'more'> {
  const differing = role === null ? [] : driftPolicies(role);
  const named = told.filter((name) => differing.every((each) => each.name !== name)).map((name) => ({ name, drift: null }));
  const quiet = role?.policies === undefined ? [] : quietPolicies(role.policies, [...differing, ...named]);
  const shown = quiet.length > mostQuiet + 1 ? mostQuiet : quiet.length;
  return { policies: [...differing, ...named, ...quiet.slice(0, shown)], more: quiet.length - shown };
}

function usersByRole(definitions: readonly DefinitionAudit[]) {
  const users = new Map<string, { readonly name: string; readonly users: number[] }>();
  for (const [index, definition] of definitions.entries()) {
    for (const name of rolesUsedBy(definition)) {
      const found = users.get(folded(name));
      if (found === undefined) users.set(folded(name), { name, users: [index] });
      else found.users.push(index);
    }
  }
  return users;
}

/** The roles that task definitions use, and those that ask for a look, each with its policies as far as they are known. */
export function mapRoles({ roles, taskDefinitions }: Overview): readonly MapRole[] {
  const declared = new Map(roles.map((role) => [folded(role.name), role]));
  const found = policiesInFindings(taskDefinitions);
  const used = usersByRole(taskDefinitions);
  for (const role of roles)
    if (!used.has(folded(role.name)) && (needsAttention(role) || driftPolicies(role).length > 0))
      used.set(folded(role.name), { name: role.name, users: [] });
  const markOf = createRoleMarks(taskDefinitions);
  const mostQuiet = Math.min(MOST_QUIET, Math.floor(MOST_QUIET_OF_ALL / used.size));
  return [...used].map(([key, { name, users }]) => {
    const role = declared.get(key) ?? null;
    const policies = policiesOf(role, found.get(key) ?? [], mostQuiet);
    return { name: role?.name ?? name, role, users, ...markOf(name, role), ...policies };
  });
}

import type { DefinitionAudit } from '../../../audit/types.ts';
import { groupedBy } from '../../audit/grouped-by.ts';
import type { Overview } from '../../overview/overview.ts';
import { type MapRole, mapRoles } from './graph.ts';

/** A part of the map that hangs together. */
export interface Cluster {
  /** Task definitions that use the same roles, together. */
  readonly definitions: readonly DefinitionGroup[];
  /** Roles with their policies. */
  readonly roles: readonly MapRole[];
  /** Roles that have a part of their own, for many task definitions use them. */
  readonly shared: readonly MapRole[];
}

export interface DefinitionGroup {
  readonly definitions: readonly DefinitionAudit[];
  readonly roles: readonly MapRole[];
}

/** A role that more task definitions use is drawn once, by itself: else it would tie everything together. */
const MANY_USERS = 4;

function isShared({ users }: MapRole): boolean {
  return users.length > MANY_USERS;
}

/** For each task definition, the lowest index among those that hang together with it. */
function componentsOf(count: number, roles: readonly MapRole[]): readonly number[] {
  const parents = Array.from({ length: count }, (_, index) => index);
  const rootOf = (index: number): number => {
    const parent = parents[index] ?? index;
    return parent === index ? index : rootOf(parent);
  };
  for (const { users } of roles) {
    const roots = users.map(rootOf);
    for (const root of roots) parents[root] = Math.min(...roots);
  }
  return parents.map((_, index) => rootOf(index));
}

function groupsOf(indexes: readonly number[], { taskDefinitions }: Overview, rolesOf: (index: number) => readonly MapRole[]) {
  const key = (index: number) => JSON.stringify(rolesOf(index).map(({ name }) => name));
  return groupedBy(indexes, key).map((group) => ({
    definitions: group.flatMap((index) => taskDefinitions.slice(index, index + 1)),
    roles: rolesOf(group[0]),
  }));
}

/** So few that each is drawn. */
const FEW_USERS = 8;

function sharedCluster(role: MapRole, { taskDefinitions }: Overview): Cluster {
  const definitions = role.users.flatMap((index) => taskDefinitions.slice(index, index + 1));
  const groups = definitions.length > FEW_USERS ? [definitions] : definitions.map((definition) => [definition]);
  return { definitions: groups.map((group) => ({ definitions: group, roles: [role] })), roles: [role], shared: [] };
}

/** The map of task definitions, roles and policies in parts that hang together by more than a role that many share. */
export function clustersOf(overview: Overview): readonly Cluster[] {
  const roles = mapRoles(overview);
  const byUser = new Map<number, MapRole[]>();
  for (const role of roles) for (const user of role.users) byUser.set(user, [...(byUser.get(user) ?? []), role]);
  const rolesOf = (index: number) => byUser.get(index) ?? [];
  const own = roles.filter((role) => !isShared(role));
  const components = componentsOf(overview.taskDefinitions.length, own);
  const parts = groupedBy([...components.keys()], (index) => String(components[index])).map((indexes) => {
    const definitions = groupsOf(indexes, overview, rolesOf);
    const found = [...new Set(definitions.flatMap((group) => group.roles))];
    return { definitions, roles: found.filter((role) => !isShared(role)), shared: found.filter(isShared) };
  });
  const unused = own.filter(({ users }) => users.length === 0).map((role) => ({ definitions: [], roles: [role], shared: [] }));
  const drawn = [...parts, ...unused].filter((part) => part.roles.length > 0);
  return [...roles.filter(isShared).map((role) => sharedCluster(role, overview)), ...drawn];
}

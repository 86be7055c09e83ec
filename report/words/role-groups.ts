import type { RoleReport } from '../../reconciler/types.ts';
import { named } from './named.ts';

/** From here on, roles that share all there is to say are told together. */
const MANY = 3;

/** What two roles must share to be told together; `undefined` for a role with something of its own to tell. */
function sharedStory({ status, drift, actions, reasons }: RoleReport): string | undefined {
  return drift.length > 0 || actions.length > 0 || reasons.length === 0 ? undefined : JSON.stringify([status, reasons]);
}

/** Roles in their order, those with one and the same story together at the place of the first: an unreadable account, say. */
export function groupedRoles(roles: readonly RoleReport[]): readonly (readonly RoleReport[])[] {
  const stories = new Map<string, RoleReport[]>();
  for (const role of roles) {
    const story = sharedStory(role);
    if (story !== undefined) stories.set(story, [...(stories.get(story) ?? []), role]);
  }
  return roles.flatMap((role) => {
    const group = stories.get(sharedStory(role) ?? '') ?? [];
    if (group.length < MANY) return [[role]];
    return group[0] === role ? [group] : [];
  });
}

/** The names of a group's roles, as far as anybody reads them. */
export function groupNames(roles: readonly RoleReport[]): string {
  return named(roles.map(({ name }) => name));
}

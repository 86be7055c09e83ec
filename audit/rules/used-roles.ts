import type { RolesByUse } from '../needs/judge-needs.ts';
import type { AuditedRole, RoleUse } from '../types.ts';
import type { Subject, UsedRole } from './rule.ts';

/** A role that is there, or will be as its spec says. */
export interface PresentRole {
  readonly used: UsedRole;
  readonly role: AuditedRole;
}

export function presentRoles({ roles }: Pick<Subject, 'roles'>): readonly PresentRole[] {
  return roles.flatMap((used) => (used.subject.state === 'present' ? [{ used, role: used.subject.role }] : []));
}

/** The role of each use that is there. */
export function rolesByUse(roles: readonly UsedRole[]): RolesByUse {
  const present = presentRoles({ roles });
  const of = (use: RoleUse) => present.find(({ used }) => used.uses.includes(use))?.role;
  return { task: of('task'), execution: of('execution') };
}

/** The roles that are used as their definition's task role, execution role, or both, in words. */
export function roleWords({ uses, name }: Pick<UsedRole, 'uses' | 'name'>): string {
  return `${uses.length > 1 ? 'task and execution' : uses[0]} role ${name}`;
}

/** Where the task definition names the role; nowhere, if a call did. */
export function originsOf({ uses }: Pick<UsedRole, 'uses'>, { overrides }: Pick<Subject, 'overrides'>): readonly string[] {
  const isOverridden = { task: overrides?.taskRole ?? null, execution: overrides?.executionRole ?? null };
  return uses.filter((use) => isOverridden[use] === null).map(originOf);
}

/** Whether the task definition or the call names a role for the use, be it one that CloudTrail hides. */
export function isNamed(use: RoleUse, { roles, definition }: Pick<Subject, 'roles' | 'definition'>): boolean {
  return roles.some(({ uses }) => uses.includes(use)) || definition.unread.some(({ path }) => path === originOf(use));
}

export function originOf(use: RoleUse): string {
  return use === 'task' ? '/taskRoleArn' : '/executionRoleArn';
}

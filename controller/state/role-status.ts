import type { ControllerState, RoleStatus } from './state.ts';

/** What is remembered of a role; a role may be called `constructor`, so only the state's own keys count. */
export function roleStatusOf(roles: ControllerState['roles'], name: string): RoleStatus | undefined {
  return Object.hasOwn(roles, name) ? roles[name] : undefined;
}

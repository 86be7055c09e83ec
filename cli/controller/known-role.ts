import { roleStatusOf } from '../../controller/state/role-status.ts';
import type { ControllerState, RoleStatus } from '../../controller/state/state.ts';
import { foldName } from '../../iam/role.ts';
import { suggestion } from '../../specs/reading/suggestion.ts';
import { UserError } from '../terminal/user-error.ts';

/** The role of that name, in any case; `undefined` if the controller knows none. */
export function roleNamed({ roles }: ControllerState, name: string): RoleStatus | undefined {
  return roleStatusOf(roles, foldName(name));
}

/**
 * The role of that name, as the controller knows it.
 * @throws {UserError} if it does not know one: a slip of the keys must not look like "nothing to report".
 */
export function knownRole(state: ControllerState, name: string): RoleStatus {
  const role = roleNamed(state, name);
  if (role !== undefined) return role;
  const near = suggestion(
    name,
    Object.values(state.roles).map((known) => known.name),
  );
  const hint = near === undefined ? 'See "rolecall status" for those it knows.' : `Did you mean "${near}"?`;
  throw new UserError(`The controller knows no role "${name}". ${hint}`);
}

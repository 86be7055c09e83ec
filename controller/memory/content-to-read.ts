import type { PassRequest } from '../request.ts';
import { roleStatusOf } from '../state/role-status.ts';
import type { ControllerState } from '../state/state.ts';
import { openDrift } from './open-drift.ts';
import { changesPolicyContent } from './touched-units.ts';

/**
 * The policies whose content is read also where roles are read one by one: those that events of the last hour speak of, for a pass may
 * have come too early to judge them; and all of roles whose content somebody accepts, or was drift at the last look.
 * @returns ARNs
 */
export function contentToRead(
  { scope, changes, accept }: PassRequest,
  { roles, announced = [] }: ControllerState,
): readonly string[] {
  const told = [...announced, ...changes].flatMap(({ call, policyArn }) =>
    policyArn !== null && changesPolicyContent(call) ? [policyArn] : [],
  );
  const drifting = [...(scope === 'all' ? [] : scope)].filter((name) => hasNewContent(roles, name));
  const whole = [...accept, ...drifting].flatMap((name) => Object.keys(roleStatusOf(roles, name)?.policies ?? {}));
  return [...new Set([...told, ...whole])];
}

function hasNewContent(roles: ControllerState['roles'], name: string): boolean {
  const role = roleStatusOf(roles, name);
  return role !== undefined && openDrift(role).some(({ kind }) => kind === 'content');
}

import { foldName } from '../../../iam/role.ts';
import { isFresh } from '../../state/empty-state.ts';
import { roleStatusOf } from '../../state/role-status.ts';
import type { ControllerState, RoleStatus } from '../../state/state.ts';
import type { AlertViolation } from '../alert.ts';
import { isRoleJudged, missedCorrections, type RolesContext, roleViolations } from './observe-role.ts';
import { unreadViolation } from './violations/stopped-role.ts';
import type { Watcher } from './violations/watcher.ts';
import type { ObservedPart, Watched } from './watched.ts';
import { isWholeKnown } from './whole-known.ts';

/** What is wrong with the roles that the controller knows. */
export function observedRoles({ now, lookedAt, guards, waivers, state, ...watched }: Watched): ObservedPart {
  if (state === null || isFresh(state)) return { violations: [], unjudged: [], isJudged: () => false };
  const roles = Object.values(state.roles);
  const today = now.toISOString().slice(0, 10);
  const { account, deployment, isSingleLook = false } = watched;
  const watcher: Watcher = { account, deployment, isSingleLook, owner: guards.owner };
  const context: RolesContext = { watcher, waivers, guards, today, lookedAt, unannounced: state.unannounced };
  return {
    violations: roles.flatMap((role) => roleViolations(role, context)),
    missed: roles.flatMap((role) => missedCorrections(role, context)),
    unjudged: unreadRoles(roles, state, watcher),
    sources: [{ name: 'roles', isSwept: state.lastSuccess !== null, finds: ({ subject }) => subject.kind === 'role' }],
    isJudged: (violation) => violation.subject.kind === 'role' && isJudged(violation, state, context),
  };
}

/** A role that is gone is neither declared nor ours any more; but where not everything could be read, none is known to be gone. */
function isJudged(violation: AlertViolation, state: ControllerState, context: RolesContext): boolean {
  const role = roleStatusOf(state.roles, foldName(violation.subject.name));
  return role === undefined ? isWholeKnown(state) : isRoleJudged(role, violation, context);
}

/** Where the whole could not be read, that is told once and not of every role. */
function unreadRoles(roles: readonly RoleStatus[], state: ControllerState, watcher: Watcher): ObservedPart['unjudged'] {
  if (!isWholeKnown(state)) return [];
  return roles
    .filter(({ status }) => status === 'Unknown')
    .map((role) => unreadViolation(role, watcher))
    .map((violation) => ({ key: violation.key, violation }));
}

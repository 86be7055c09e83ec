import type { ControllerState, Instant, RoleStatus } from '../../controller/state/state.ts';
import { roleNamed } from './known-role.ts';
import { type PersonsRequest, rolesOf } from './request-words.ts';

function isLater(instant: Instant, asked: Date): boolean {
  return Date.parse(instant) >= asked.getTime();
}

function passedOverAll({ runs }: ControllerState, asked: Date): boolean {
  return runs.some(({ scope, startedAt }) => scope === 'all' && isLater(startedAt, asked));
}

/** A role that nothing declares leaves no trace in the state but the pass that looked for it. */
function passed({ runs }: ControllerState, asked: Date): boolean {
  return runs.some(({ startedAt }) => isLater(startedAt, asked));
}

function isDone(request: PersonsRequest, { relapses, drift }: RoleStatus): boolean {
  if (request.kind === 'resume') return Object.values(relapses).every(({ waitsUntil }) => waitsUntil === null);
  return request.kind !== 'accept' || drift.every(({ tolerated }) => tolerated !== 'content');
}

/** Whether the state shows that what was asked for then has been done. */
export function isAnswered(request: PersonsRequest, asked: Date, state: ControllerState): boolean {
  if (request.kind === 'approve') return state.approvals.some(({ hash }) => hash === request.hash);
  const roles = rolesOf(request);
  if (roles === undefined) return passedOverAll(state, asked);
  return roles.every((name) => {
    const role = roleNamed(state, name);
    return role === undefined ? passed(state, asked) : isLater(role.checkedAt, asked) && isDone(request, role);
  });
}

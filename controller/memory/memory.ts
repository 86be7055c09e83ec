import { foldName } from '../../iam/role.ts';
import type { Memory } from '../../reconciler/ports.ts';
import { isWithin, secondsAfter } from '../instant.ts';
import type { PassRequest } from '../request.ts';
import type { Declaration } from '../specs/declaration.ts';
import { roleStatusOf } from '../state/role-status.ts';
import type { ControllerState, RecordedWrite, Relapse } from '../state/state.ts';
import { actorOf } from './announcement.ts';
import { openDriftOf } from './open-drift.ts';
import { afterDriftingBack, waitingReason } from './relapse.ts';

const HOUR = 3600;
/** Long enough for nearly every read to be up to date; a role that was left closed to its users does not wait for more. */
export const INTERRUPTED_SETTLING_SECONDS = 15;

/** What a pass has to know of those before it. */
export interface Remembered {
  readonly state: ControllerState;
  readonly request: PassRequest;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly settlingSeconds: number;
  readonly now: Date;
}

/** Tells a pass what earlier ones left behind. */
export function memoryOf(remembered: Remembered): Memory {
  const { state, request, declarations, settlingSeconds, now } = remembered;
  const changes = [...(state.announced ?? []), ...request.changes];
  return {
    recentWrites: state.writes.filter(({ at, approved }) => approved !== true && isWithin(at, now, HOUR)),
    usedPlans: new Set(state.approvals.map(({ hash }) => hash)),
    settlesAt: (role) => settlesAt(foldName(role), state.writes, settlingSeconds, now),
    heldBack: (role, drift) => waitingReason(currentRelapse(foldName(role), drift.unit, remembered), drift, now),
    acceptedPolicies: (role) => {
      const name = foldName(role);
      return new Map(request.accept.has(name) ? [] : Object.entries(roleStatusOf(state.roles, name)?.policies ?? {}));
    },
    actorOf: (role, unit) => {
      const name = foldName(role);
      return actorOf(name, unit, changes, {
        status: roleStatusOf(state.roles, name),
        boundary: declarations.get(name)?.boundary,
      });
    },
  };
}

function settlesAt(name: string, writes: readonly RecordedWrite[], seconds: number, now: Date): Date | undefined {
  const ends = writes.flatMap(({ role, at, interrupted }) => {
    const wait = interrupted ? Math.min(seconds, INTERRUPTED_SETTLING_SECONDS) : seconds;
    return role === name && isWithin(at, now, wait) ? [Date.parse(secondsAfter(at, wait))] : [];
  });
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}

/** The relapse of a unit that drifts now. */
function currentRelapse(name: string, unit: string, { state, now, ...rest }: Remembered): Relapse | undefined {
  const role = roleStatusOf(state.roles, name);
  const relapse = relapsesBefore(name, { state, now, ...rest })[unit];
  return openDriftOf(role, unit) === undefined ? afterDriftingBack(relapse, now) : relapse;
}

/** A new spec, or a person's word, lets everything begin anew. */
export function relapsesBefore(name: string, { state, request, declarations }: Omit<Remembered, 'settlingSeconds'>) {
  const role = roleStatusOf(state.roles, name);
  const hash = declarations.get(name)?.hash;
  const isAnotherSpec = hash !== undefined && role?.spec?.hash !== hash;
  return role === undefined || isAnotherSpec || request.resume.has(name) ? {} : role.relapses;
}

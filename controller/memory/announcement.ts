import { foldName } from '../../iam/role.ts';
import type { Actor } from '../../reconciler/types.ts';
import { isWithin } from '../instant.ts';
import type { IamChange } from '../request.ts';
import { roleStatusOf } from '../state/role-status.ts';
import type { ControllerState, RoleStatus } from '../state/state.ts';
import { openDriftOf } from './open-drift.ts';
import { changesPolicyContent, touches } from './touched-units.ts';

const HOUR = 3600;
const KEPT = 500;

/** A role that an event may be about. */
export interface AnnouncedRole {
  readonly status: RoleStatus | undefined;
  /** The ARN of the boundary that its spec asks for. */
  readonly boundary: string | undefined;
}

/** What events told within the last hour, this pass's included, of roles that the controller knows; each event once. */
export function announcedAfter(state: ControllerState, changes: readonly IamChange[], now: Date): readonly IamChange[] {
  const all = [...(state.announced ?? []), ...changes].filter(({ at }) => isWithin(at, now, HOUR));
  const known = all.filter((change) => concernsKnownRole(change, state));
  return [...new Map(known.map((change) => [change.eventId, change])).values()].slice(-KEPT);
}

function concernsKnownRole({ role, policyArn }: IamChange, { roles }: ControllerState): boolean {
  if (role !== null) return roleStatusOf(roles, foldName(role)) !== undefined;
  return policyArn !== null && Object.values(roles).some(({ policies }) => policies[policyArn] !== undefined);
}

/** Whether an event tells of a change to this unit of this role. */
export function announces(change: IamChange, name: string, unit: string, { status, boundary }: AnnouncedRole): boolean {
  if (!changesPolicyContent(change.call)) return change.role !== null && foldName(change.role) === name && touches(change, unit);
  const { policyArn } = change;
  if (policyArn === null || status?.policies[policyArn] === undefined) return false;
  return touches(change, unit) || (unit === 'permissionsBoundary' && policyArn === boundary);
}

/** Who changed a unit, by the latest event that tells of it, or as it was known while the drift persists. */
export function actorOf(name: string, unit: string, changes: readonly IamChange[], role: AnnouncedRole): Actor | null {
  const known = openDriftOf(role.status, unit);
  const telling = changes.filter(
    (change) => announces(change, name, unit, role) && (known !== undefined || !wasCorrected(change, role.status)),
  );
  const direct = telling.filter(({ call }) => !changesPolicyContent(call));
  const actors = (direct.length > 0 ? direct : telling).map(asActor);
  return latest(known?.by ? [...actors, known.by] : actors);
}

export function asActor({ who, at, eventId }: IamChange): Actor {
  return { who: who.who, via: who.via, at, eventId };
}

/** What happened before our last write was undone by it; CloudTrail's times have no fractions of a second. */
function wasCorrected({ at }: IamChange, status: RoleStatus | undefined): boolean {
  const changedAt = status?.changedAt ?? null;
  return changedAt !== null && Date.parse(at) + 1000 <= Date.parse(changedAt);
}

function latest(actors: readonly Actor[]): Actor | null {
  return actors.reduce<Actor | null>((best, actor) => (best === null || actor.at > best.at ? actor : best), null);
}

import { isChangedLive } from '../../controller/memory/changed-live.ts';
import { openDrift } from '../../controller/memory/open-drift.ts';
import type { ControllerState, RoleStatus } from '../../controller/state/state.ts';
import type { Drift } from '../../reconciler/types.ts';
import type { Overview } from './overview.ts';

const MOST_ROLES = 10;
/** What was corrected before is no news. */
const RECENT_SECONDS = 7 * 24 * 3600;

type Known = Pick<ControllerState, 'roles' | 'unannounced'>;
type Drifting = Overview['mostDrifting'][number];

/** Of what is remembered: each unit that drifts or was corrected within a week, once and as often as it drifted back. */
export function mostDriftingOf({ roles, unannounced }: Known, madeAt: string): Overview['mostDrifting'] {
  return mostFirst(Object.values(roles).map((role) => drifting(role.name, driftOf(role, unannounced, madeAt), role.relapses)));
}

function mostFirst(all: readonly Drifting[]): Overview['mostDrifting'] {
  return all
    .filter(({ times }) => times > 0)
    .toSorted((one, other) => other.times - one.times || (one.role < other.role ? -1 : 1))
    .slice(0, MOST_ROLES);
}

function drifting(role: string, drift: readonly Drift[], relapses: RoleStatus['relapses']): Drifting {
  const units = new Set([...drift.map(({ unit }) => unit), ...backAgain(relapses)]);
  const times = [...units].reduce((sum, unit) => sum + 1 + timesBack(relapses, unit), 0);
  return { role, times, by: [...new Set(drift.flatMap(({ by }) => (by === null ? [] : [by.who])))] };
}

/** A new spec is put into effect as drift is, but nobody drifted. */
function driftOf(role: RoleStatus, unannounced: Known['unannounced'], madeAt: string): readonly Drift[] {
  const { corrected, name } = role;
  const isRecent = corrected !== undefined && Date.parse(madeAt) - Date.parse(corrected.at) < RECENT_SECONDS * 1000;
  const changed = isRecent ? corrected.drift.filter((drift) => isChangedLive(name, drift, unannounced)) : [];
  return [...openDrift(role).filter(isUnwanted), ...changed];
}

/** What the spec lets stay drifts by consent. */
function isUnwanted({ tolerated }: Drift): boolean {
  return tolerated !== 'additive' && tolerated !== 'ignore';
}

function backAgain(relapses: RoleStatus['relapses']): readonly string[] {
  return Object.keys(relapses).filter((unit) => timesBack(relapses, unit) > 0);
}

function timesBack(relapses: RoleStatus['relapses'], unit: string): number {
  return Object.hasOwn(relapses, unit) ? (relapses[unit]?.driftedBack.length ?? 0) : 0;
}

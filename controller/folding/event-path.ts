import { foldName } from '../../iam/role.ts';
import type { RoleReport } from '../../reconciler/types.ts';
import { announces } from '../memory/announcement.ts';
import { openDriftOf } from '../memory/open-drift.ts';
import type { IamChange } from '../request.ts';
import type { Declaration } from '../specs/declaration.ts';
import { roleStatusOf } from '../state/role-status.ts';
import type { ControllerState, Instant, RoleStatus } from '../state/state.ts';

/** CloudTrail usually delivers within minutes, and promises nothing. */
const PATIENCE_SECONDS = 30 * 60;
/** More than enough to know that something is wrong. */
const KEPT = 100;

type EventPath = Pick<ControllerState, 'unannounced' | 'eventPathBrokenSince'>;
type Unannounced = ControllerState['unannounced'][number];

/** What a pass found, and what events told it. */
export interface Found {
  readonly reports: readonly RoleReport[];
  readonly changes: readonly IamChange[];
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly now: Date;
}

/**
 * Whether changes go by that no event announces: drift that came up by itself waits for its event, and after half an hour without
 * one the path of events counts as broken. It is mended by any later event.
 */
export function eventPathAfter(state: ControllerState, found: Found): EventPath {
  const { changes, now } = found;
  const fresh = found.reports.flatMap((report) => newDrift(report, state, found));
  const waiting = withoutDoubles([...state.unannounced, ...fresh]).filter((drift) => !isAnnounced(drift, state, found));
  const overdue = waiting.filter(({ foundAt }) => now.getTime() - Date.parse(foundAt) >= PATIENCE_SECONDS * 1000);
  const since = state.eventPathBrokenSince ?? earliest(overdue);
  if (since !== null && changes.some(({ at }) => at > since)) {
    return { unannounced: waiting.filter((drift) => !overdue.includes(drift)), eventPathBrokenSince: null };
  }
  return { unannounced: waiting.slice(0, KEPT), eventPathBrokenSince: overdue.length === 0 ? null : since };
}

function newDrift(report: RoleReport, state: ControllerState, found: Found): readonly Unannounced[] {
  const name = foldName(report.name);
  const before = roleStatusOf(state.roles, name);
  if (before === undefined || !needsEvent(before, name, state, found)) return [];
  const unexplained = report.drift.filter(
    ({ unit, by, kind, observed }) =>
      by === null && openDriftOf(before, unit) === undefined && !(kind === 'content' && isOfAws(observed)),
  );
  return unexplained.map(({ unit }) => ({ role: name, unit, foundAt: found.now.toISOString() }));
}

/** A role that nobody had judged, whose spec changed, or that a run of ours left half-written, drifts without any event. */
function needsEvent(before: RoleStatus, name: string, { writes }: ControllerState, { declarations }: Found): boolean {
  const judged = before.conditions.some(({ type, status }) => type === 'Synced' && status !== 'Unknown');
  const sameSpec = before.spec !== null && before.spec.hash === declarations.get(name)?.hash;
  const halfWritten = writes.some(({ role, at }) => role === name && Date.parse(at) > Date.parse(before.checkedAt));
  return judged && sameSpec && before.status !== 'Failed' && !halfWritten;
}

/** AWS changes its own policies, and no event of the account tells. */
function isOfAws(observed: string | number | null): boolean {
  return typeof observed === 'string' && /^arn:[^:]+:iam::aws:policy\//.test(observed);
}

function isAnnounced({ role, unit }: Unannounced, { roles }: ControllerState, { changes, declarations }: Found): boolean {
  const about = { status: roleStatusOf(roles, role), boundary: declarations.get(role)?.boundary };
  return changes.some((change) => announces(change, role, unit, about));
}

function withoutDoubles(drifts: readonly Unannounced[]): readonly Unannounced[] {
  return [...new Map(drifts.toReversed().map((drift) => [`${drift.role} ${drift.unit}`, drift])).values()].reverse();
}

function earliest(drifts: readonly Unannounced[]): Instant | null {
  return drifts.map(({ foundAt }) => foundAt).sort()[0] ?? null;
}

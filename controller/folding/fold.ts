import { foldName } from '../../iam/role.ts';
import type { PassResult } from '../../reconciler/ports.ts';
import type { Waiver } from '../../specs/types.ts';
import { isWithin } from '../instant.ts';
import { withoutRecorded } from '../lease/lease.ts';
import { announcedAfter } from '../memory/announcement.ts';
import type { PassRequest } from '../request.ts';
import { isInterrupted } from '../settling.ts';
import type { Declaration } from '../specs/declaration.ts';
import { isFresh } from '../state/empty-state.ts';
import type { ControllerState, HeldPlan, RecordedWrite, RoleStatus, SourceStatus } from '../state/state.ts';
import { eventPathAfter } from './event-path.ts';
import { withRun } from './history.ts';
import { roleAfter } from './role-after.ts';

const HOUR = 3600;
const KEPT_NOTICES = 20;
/** Longer than a message can lie in a queue, and then among the dead letters. */
const APPROVALS_KEPT = 30 * 24 * HOUR;

/** A pass that has come to its end. */
export interface FinishedPass {
  readonly result: PassResult;
  readonly request: PassRequest;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly sources: Readonly<Record<string, SourceStatus>>;
  readonly allListed: boolean;
  /** Whether every file could be read, so that what no spec names is declared nowhere. */
  readonly allSpecsRead: boolean;
  /** Of the specs. */
  readonly waivers: readonly Waiver[];
  /** What this run put down before it began to write. */
  readonly recorded: readonly RecordedWrite[];
  readonly now: Date;
}

/** Puts what a pass saw and did into what was remembered before it. */
export function fold(base: ControllerState, pass: FinishedPass): ControllerState {
  const { result, request, sources, recorded, now } = pass;
  const state = { ...base, writes: withoutRecorded(base.writes, recorded) };
  const { report } = result;
  const announced = announcedAfter(state, request.changes, now);
  const changes = [
    ...announced,
    ...request.changes.filter(({ eventId }) => !announced.some((known) => known.eventId === eventId)),
  ];
  const full = request.scope === 'all';
  return {
    ...state,
    ...(isFresh(state) && { since: now.toISOString() }),
    roles: rolesAfter(state, pass, changes),
    lease: state.lease?.holder === report.runId ? null : state.lease,
    writes: writesAfter(state, pass),
    approvals: state.approvals.filter(({ at }) => isWithin(at, now, APPROVALS_KEPT)),
    brake: full ? heldPlan(state, pass) : state.brake,
    sources,
    ...eventPathAfter(state, { reports: report.roles, changes, declarations: pass.declarations, now }),
    announced,
    lastSuccess: full && isSuccess(pass) ? report.finishedAt : state.lastSuccess,
    ...(full && { notices: report.notices.slice(0, KEPT_NOTICES) }),
    ...(full && pass.allSpecsRead && { waivers: pass.waivers }),
    runs: withRun(state.runs, report, full ? 'all' : 'named'),
  };
}

/** One bad spec, or one role that cannot be read, is no failure of the pass: it is reported as that role's. */
function isSuccess({ result, allListed }: FinishedPass): boolean {
  return result.accountRead && allListed;
}

/** A pass over everything forgets what is neither declared nor ours any more; a pass over named roles touches no other. */
function rolesAfter(state: ControllerState, pass: FinishedPass, changes: ControllerState['announced'] & object) {
  const { result, request, declarations, allSpecsRead, now } = pass;
  const { report, policies, accountRead } = result;
  const isAllKnown = request.scope === 'all' && accountRead && allSpecsRead;
  const reported = report.roles.map((role): [string, RoleStatus] => [
    foldName(role.name),
    roleAfter(role, { state, request, declarations, policies, changes, mode: report.mode, now }),
  ]);
  const others = Object.entries(state.roles).filter(([name]) => !isAllKnown || declarations.has(name));
  return { ...Object.fromEntries(others), ...Object.fromEntries(reported) };
}

/** Of what was intended only what was tried counts; a call that failed may have taken effect all the same. */
function writesAfter(state: ControllerState, { result, recorded, now }: FinishedPass): readonly RecordedWrite[] {
  const tried = new Set(result.report.roles.filter(wasTried).map(({ name }) => foldName(name)));
  const others = state.writes.filter(({ at }) => isWithin(at, now, HOUR));
  const interrupted = new Set(result.report.roles.filter(isInterrupted).map(({ name }) => foldName(name)));
  const own = recorded
    .filter(({ role }) => tried.has(role))
    .map((write) => ({ ...write, at: now.toISOString(), ...(interrupted.has(write.role) && { interrupted: true }) }));
  return [...others, ...own];
}

function wasTried({ actions }: PassResult['report']['roles'][number]): boolean {
  return actions.some(({ outcome }) => outcome === 'done' || outcome === 'failed');
}

/** Only a pass over everything knows the whole plan, and only one that may write is held. */
function heldPlan({ brake: before }: ControllerState, { result: { report }, now }: FinishedPass): HeldPlan | null {
  const { brake, planHash, mode } = report;
  const isHeld = report.roles.some(({ reasons }) => reasons.some(({ code }) => code === 'Brake'));
  if (brake === null || planHash === null || mode !== 'enforce' || !isHeld) return null;
  return { hash: planHash, message: brake.message, since: before?.hash === planHash ? before.since : now.toISOString() };
}

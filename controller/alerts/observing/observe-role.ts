import type { Drift, Reason } from '../../../reconciler/types.ts';
import { isChangedLive } from '../../memory/changed-live.ts';
import { openDrift } from '../../memory/open-drift.ts';
import { isSettling } from '../../settling.ts';
import type { ControllerState, RoleStatus } from '../../state/state.ts';
import type { AlertViolation, Topic } from '../alert.ts';
import { backOffViolation } from './violations/back-off-violation.ts';
import { correctedViolation, driftViolation } from './violations/drift-violation.ts';
import { refusalViolation, specViolation } from './violations/stopped-role.ts';
import { type DriftWaivers, isDriftWaived } from './violations/waived-drift.ts';
import type { Watcher } from './violations/watcher.ts';

/** What holds for all roles. */
export interface RolesContext extends DriftWaivers {
  readonly watcher: Watcher;
  /** When it was last looked: what was corrected since was not told yet. */
  readonly lookedAt: string | undefined;
  /** Changes to live roles that no event announced. */
  readonly unannounced: ControllerState['unannounced'];
}

/** Reasons that are told as something else, or that pass by themselves. */
const NO_REFUSAL: readonly Reason['code'][] = [
  'AdoptionPending',
  'BackOff',
  'Brake',
  'Changed',
  'Deferred',
  'Invalid',
  'Narrowed',
  'Orphaned',
  'Released',
  'Settling',
  'Suspended',
  'Unreadable',
];

/** What is to be told of a role, as far as its last check says anything. */
export function roleViolations(role: RoleStatus, context: RolesContext): readonly AlertViolation[] {
  if (role.status === 'Invalid') return [specViolation(role, context.watcher)];
  if (isUncompared(role)) return justCorrected(role, context);
  const open = openDrift(role).filter((drift) => isTold(drift) && !isMuted(role, drift.unit, context));
  return [
    ...open.map((drift) => driftViolation(role, drift, context.watcher)),
    ...justCorrected(role, context),
    ...backOffs(role, context),
    ...refusals(role).map((reason) => refusalViolation(role, reason, context.watcher)),
  ];
}

/** Whether a violation of the role would be among those above if it still were. */
export function isRoleJudged(role: RoleStatus, { topic, what }: AlertViolation, muted: DriftWaivers): boolean {
  if (topic === 'spec') return role.status !== 'Unknown';
  if (role.status === 'Orphaned') return topic !== 'drift';
  if (isUncompared(role)) return false;
  if (topic === 'refusal' && what === 'Failed') return !isLeftUncorrected(role);
  return !isAboutUnit(topic) || !(topic === 'drift' ? isMuted(role, what, muted) : isDriftWaived(role.name, what, muted));
}

/** A correction that is not tried again, as under a kill switch, cannot fail again. */
function isLeftUncorrected(role: RoleStatus): boolean {
  return openDrift(role).some(({ tolerated }) => tolerated === null);
}

function isAboutUnit(topic: Topic): boolean {
  return topic === 'drift' || topic === 'backOff';
}

/** Whether its last check compared nothing with its spec. */
function isUncompared(role: RoleStatus): boolean {
  return ['Invalid', 'Suspended', 'Unknown', 'Orphaned'].includes(role.status) || isSettling(role);
}

/** What the spec lets stay is told only where it is a danger all the same. */
function isTold({ tolerated, severity }: Drift): boolean {
  return (tolerated !== 'additive' && tolerated !== 'ignore') || severity === 'critical';
}

/** Of a unit that backs off only that is told. */
function isMuted(role: RoleStatus, unit: string, muted: DriftWaivers): boolean {
  return waitOf(role, unit) !== null || isDriftWaived(role.name, unit, muted);
}

function waitOf({ relapses }: RoleStatus, unit: string): string | null {
  return Object.hasOwn(relapses, unit) ? (relapses[unit]?.waitsUntil ?? null) : null;
}

/**
 * What the last check that compared it found and corrected; the next one resolves it. People want to know who changed a role, not
 * that a new spec took effect: only what changed by itself counts.
 */
function justCorrected(role: RoleStatus, context: RolesContext): readonly AlertViolation[] {
  const { corrected, checkedAt, status } = role;
  if (corrected === undefined || corrected.at < checkedAt || (status !== 'Corrected' && !isSettling(role))) return [];
  const told = corrected.drift.filter(
    (drift) => isChangedLive(role.name, drift, context.unannounced) && !isMuted(role, drift.unit, context),
  );
  return told.map((drift) => correctedViolation(role, drift, context.watcher, corrected.at));
}

/** What was corrected since it was last looked, and is no longer what the last check tells: whoever was not told of it is told now. */
export function missedCorrections(role: RoleStatus, context: RolesContext): readonly AlertViolation[] {
  const { corrected, name } = role;
  const { lookedAt, watcher } = context;
  if (corrected === undefined || lookedAt === undefined || corrected.at <= lookedAt) return [];
  const missed = corrected.drift.filter(
    (drift) => isChangedLive(name, drift, context.unannounced) && !isMuted(role, drift.unit, context),
  );
  return missed.map((drift) => correctedViolation(role, drift, watcher, corrected.at));
}

function backOffs(role: RoleStatus, context: RolesContext): readonly AlertViolation[] {
  const drift = [...role.drift, ...(role.corrected?.drift ?? [])];
  return Object.entries(role.relapses).flatMap(([unit, { waitsUntil }]) => {
    if (waitsUntil === null || isDriftWaived(role.name, unit, context)) return [];
    const known = drift.find((each) => each.unit === unit);
    return [backOffViolation(role, unit, waitsUntil, known, context.watcher)];
  });
}

function refusals({ status, reasons }: RoleStatus): readonly Reason[] {
  if (status !== 'Refused' && status !== 'Failed') return [];
  const codes = new Map(reasons.filter(({ code }) => !NO_REFUSAL.includes(code)).map((reason) => [reason.code, reason]));
  return [...codes.values()];
}

import { foldName } from '../../iam/role.ts';
import type { Limits } from '../../specs/types.ts';
import type { Intent } from '../ports.ts';
import type { ActionCall, BrakeReport } from '../types.ts';

/** What a plan does to a role, as the brake counts it. */
export type Impact = 'created' | 'changed' | 'deleted' | 'tagged';

/** A share of the managed roles is only a limit once there are this many. */
const ROLES_FOR_A_SHARE = 10;

/**
 * What the calls of one plan amount to. Taking a role over, or letting it go, by its owner tag alone changes no access
 * and was asked for role by role, so the brake does not count it.
 */
export function impactOf(actions: readonly ActionCall[], isOwnerTag: (action: ActionCall) => boolean): Impact {
  if (actions.some(({ call }) => call === 'CreateRole')) return 'created';
  if (actions.some(({ call }) => call === 'DeleteRole')) return 'deleted';
  return actions.every(isOwnerTag) ? 'tagged' : 'changed';
}

/** One role that a plan writes. */
export interface PlannedImpact {
  readonly role: string;
  readonly impact: Impact;
}

/**
 * Says whether a run would change too much at once, together with what was written within the last hour; `null` if not.
 * A role counts once for each impact. A plan that adds nothing to an impact is not held for it, however full the hour is.
 * @param planned one for each role that would be written
 * @param recent what was written within the last hour
 * @param managed how many existing roles the specs declare
 */
export function brakeOf(
  planned: readonly PlannedImpact[],
  recent: readonly Intent[],
  managed: number,
  limits: Limits,
): BrakeReport | null {
  const names = (intents: readonly PlannedImpact[], impact: Impact) =>
    new Set(intents.filter((each) => each.impact === impact).map(({ role }) => foldName(role)));
  const exceeds = (limit: BrakeReport['limit'], impact: Intent['impact'], allowed: number) =>
    judge(limit, names(planned, impact), names(recent, impact), allowed);
  return (
    exceeds('deletedRoles', 'deleted', limits.deletedRoles) ??
    exceeds('changedRoles', 'changed', changedLimit(managed, limits)) ??
    exceeds('createdRoles', 'created', limits.createdRoles)
  );
}

function changedLimit(managed: number, { changedRoles, changedShare }: Limits): number {
  return managed < ROLES_FOR_A_SHARE ? changedRoles : Math.min(changedRoles, Math.floor(managed * changedShare));
}

const WORDS = { deletedRoles: 'delete', changedRoles: 'change', createdRoles: 'create' } as const;

function judge(
  limit: BrakeReport['limit'],
  names: ReadonlySet<string>,
  written: ReadonlySet<string>,
  allowed: number,
): BrakeReport | null {
  const planned = new Set([...names, ...written]).size;
  if (names.size === 0 || planned <= allowed) return null;
  const message = `This plan would ${WORDS[limit]} ${amount(planned, written.size)}; the limit is ${allowed} (limits.${limit}). Nothing is written until a person approves it.`;
  return { limit, planned, allowed, message };
}

function amount(roles: number, written: number): string {
  const many = roles === 1 ? '1 role' : `${roles} roles`;
  return written === 0
    ? `${many} at once`
    : `${many} within an hour, ${written} of which ${written === 1 ? 'was' : 'were'} already written`;
}

import type { Limits } from '../../specs/types.ts';
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

/**
 * Says whether a run would change too much at once; `null` if not.
 * @param impacts one for each role that would be written
 * @param managed how many existing roles the specs declare
 */
export function brakeOf(impacts: readonly Impact[], managed: number, limits: Limits): BrakeReport | null {
  const count = (impact: Impact) => impacts.filter((other) => other === impact).length;
  return (
    exceeds('deletedRoles', count('deleted'), limits.deletedRoles) ??
    exceeds('changedRoles', count('changed'), changedLimit(managed, limits)) ??
    exceeds('createdRoles', count('created'), limits.createdRoles)
  );
}

function changedLimit(managed: number, { changedRoles, changedShare }: Limits): number {
  return managed < ROLES_FOR_A_SHARE ? changedRoles : Math.min(changedRoles, Math.floor(managed * changedShare));
}

const WORDS = { deletedRoles: 'delete', changedRoles: 'change', createdRoles: 'create' } as const;

function exceeds(limit: BrakeReport['limit'], planned: number, allowed: number): BrakeReport | null {
  if (planned <= allowed) return null;
  const message = `This plan would ${WORDS[limit]} ${planned} roles at once; the limit is ${allowed} (limits.${limit}). Nothing is written until a person approves it.`;
  return { limit, planned, allowed, message };
}

import type { DriftReport } from '../../reconciler/types.ts';
import type { PlanAccount } from './documents.ts';
import { type RoleEffect, roleEffect } from './role-effect.ts';

/** What specs do to roles in a plan, or would do were they enforced and not refused, by the name of each role. */
export type PlanEffects = ReadonlyMap<string, RoleEffect>;

/** Judges every change that a report's specs ask for once. */
export function planEffects({ roles }: DriftReport, account: PlanAccount): PlanEffects {
  return new Map(
    roles.flatMap((role) => {
      const effect = roleEffect(role, account);
      return effect === undefined ? [] : [[role.name, effect] as const];
    }),
  );
}

/** Whether a role gets what it had not: of such a plan is told first. */
export function isGain({ way, dangers }: RoleEffect): boolean {
  return dangers.length > 0 || way === 'creates' || way === 'widens' || way === 'changes';
}

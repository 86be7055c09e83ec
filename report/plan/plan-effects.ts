import type { DriftReport } from '../../reconciler/types.ts';
import type { PlanAccount } from './documents.ts';
import { type RoleEffect, roleEffect } from './role-effect.ts';

/** What an apply would do, by the name of each role for which it makes a call. */
export type PlanEffects = ReadonlyMap<string, RoleEffect>;

/** Judges every planned change of a report once. */
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

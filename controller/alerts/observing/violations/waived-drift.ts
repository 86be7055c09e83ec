import { isOver } from '../../../../audit/waivers/matching.ts';
import { matches } from '../../../../iam/pattern.ts';
import { foldName } from '../../../../iam/role.ts';
import type { Guards, Waiver } from '../../../../specs/types.ts';
import { unitMatches } from '../../../../specs/unit.ts';

export interface DriftWaivers {
  readonly waivers: readonly Waiver[];
  readonly guards: Pick<Guards, 'waivable'>;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** Whether a waiver that is not over, and that the guards allow, mutes the alert of a drifted unit. */
export function isDriftWaived(role: string, unit: string, { waivers, guards, today }: DriftWaivers): boolean {
  if (!guards.waivable.some((pattern) => unitMatches(pattern, unit))) return false;
  return waivers.some((waiver) => !isOver(waiver, today) && names(waiver, role, unit));
}

/** A waiver that names families speaks of findings in them, and drift is found in none. */
function names({ findings, roles, families }: Waiver, role: string, unit: string): boolean {
  return (
    families.length === 0 &&
    findings.some((pattern) => unitMatches(pattern, unit)) &&
    roles.some((pattern) => matches(foldName(pattern), foldName(role)))
  );
}

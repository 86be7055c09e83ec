import type { Guards, Waiver } from '../../specs/types.ts';
import type { Finding } from '../types.ts';
import { isOver, isWaivable, speaksOf, type Waivable } from './matching.ts';

export interface Waiving {
  readonly waivers: readonly Waiver[];
  readonly guards: Guards;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** The violation as a finding: muted by the first waiver that speaks of it, is not over, and may. */
export function waive(waivable: Waivable, waiving: Waiving): Finding {
  const waiver = mutingWaivers(waivable, waiving)[0];
  const { name, reason, expires } = waiver ?? {};
  const isMuted = name !== undefined && reason !== undefined && expires !== undefined;
  return { ...waivable.violation, waived: isMuted ? { waiver: name, reason, expires } : null };
}

/** All waivers that speak of the violation, are not over, and may mute it. */
export function mutingWaivers(waivable: Waivable, { waivers, guards, today }: Waiving): readonly Waiver[] {
  if (!isWaivable(waivable.violation.rule, guards)) return [];
  return waivers.filter((waiver) => !isOver(waiver, today) && speaksOf(waiver, waivable));
}

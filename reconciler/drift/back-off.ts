import type { Memory } from '../ports.ts';
import type { Drift, Reason } from '../types.ts';

export interface HeldBack {
  readonly drift: readonly Drift[];
  /** One for each unit that is held back. */
  readonly reasons: readonly Reason[];
}

/** Leaves alone, and raises to critical, what would be corrected but keeps drifting back. */
export function holdBack(drift: readonly Drift[], role: string, memory: Memory | undefined): HeldBack {
  const reasons: Reason[] = [];
  const judged = drift.map((each): Drift => {
    const message = each.tolerated === null ? memory?.heldBack(role, each) : undefined;
    if (message === undefined) return each;
    reasons.push({ code: 'BackOff', message });
    return { ...each, tolerated: 'backOff', severity: 'critical' };
  });
  return { drift: judged, reasons };
}

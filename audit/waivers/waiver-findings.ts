import type { Waiver } from '../../specs/types.ts';
import type { Finding, Violation } from '../types.ts';
import { isOver, isWaivable, speaksOf, type Waivable } from './matching.ts';
import { mutingWaivers, type Waiving } from './waive.ts';
import { waiverExpired, waiverUnused } from './waiver-violations.ts';

export interface Seen extends Waiving {
  /** All that was found in all task definitions. */
  readonly found: readonly Waivable[];
  /** Whether all current task definitions were looked at, so that what mutes nothing here mutes nothing at all. */
  readonly isWhole: boolean;
}

/** What is wrong with the waivers themselves; no waiver mutes that. */
export function waiverFindings(seen: Seen): readonly Finding[] {
  const muting = new Set(seen.found.flatMap((waivable) => mutingWaivers(waivable, seen)));
  return seen.waivers
    .flatMap((waiver) => judge(waiver, muting.has(waiver), seen))
    .map((violation) => ({ ...violation, waived: null }));
}

function judge(waiver: Waiver, isMuting: boolean, seen: Seen): readonly Violation[] {
  const { found, guards, today, isWhole } = seen;
  const spoken = found.filter((waivable) => speaksOf(waiver, waivable));
  const muted = spoken.filter(({ violation }) => isWaivable(violation.rule, guards));
  if (isOver(waiver, today) && muted.length > 0) return [waiverExpired(waiver, muted)];
  return waiverUnused(waiver, { isMuting, isWhole, spoken, guards });
}

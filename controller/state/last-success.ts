import { isWithin } from '../instant.ts';
import type { ControllerState, Instant } from './state.ts';

/** Seconds; the longest schedule after which an alarm may be set. */
const STALE = 24 * 3600;

/** Whether a pass over everything came to its end lately: what was known long ago is no all-clear. */
export function isFreshlyKnown({ lastSuccess }: Pick<ControllerState, 'lastSuccess'>, now: Date): boolean {
  return lastSuccess !== null && isWithin(lastSuccess, now, STALE);
}

/** Since when none did, where that is too long; where none ever did, since anything was put down. */
export function overdueSince({ lastSuccess, since, runs }: ControllerState, now: Date): Instant | undefined {
  const from = lastSuccess ?? since ?? runs.at(-1)?.startedAt;
  return from === undefined || isWithin(from, now, STALE) ? undefined : from;
}

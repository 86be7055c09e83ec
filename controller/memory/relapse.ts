import type { Drift } from '../../reconciler/types.ts';
import { isWithin, secondsAfter } from '../instant.ts';
import type { Instant, Relapse } from '../state/state.ts';

const HOUR = 3600;
const RELAPSES = 3;
const FIRST_WAIT = 600;
const LONGEST_WAIT = 24 * HOUR;

const NEVER: Relapse = { corrected: [], driftedBack: [], waitsUntil: null, waitSeconds: 0 };

/** A unit was just corrected. */
export function afterCorrection(relapse: Relapse | undefined, now: Date): Relapse {
  const before = relapse ?? NEVER;
  return { ...before, corrected: [...recent(before.corrected, now), now.toISOString()] };
}

/**
 * A unit drifts that did not at the last look. If it had been corrected, it drifted back: three times in an hour make it back off,
 * and once it does, every correction that is undone doubles the wait. What comes and goes by itself does not: else whoever does
 * that would put the correction off for ever.
 */
export function afterDriftingBack(relapse: Relapse | undefined, now: Date): Relapse | undefined {
  if (relapse === undefined || relapse.corrected.length === 0) return relapse;
  const driftedBack = [...recent(relapse.driftedBack, now), now.toISOString()];
  const backsOff = relapse.waitsUntil !== null || driftedBack.length >= RELAPSES;
  if (!backsOff || (relapse.waitsUntil !== null && !isCorrectedSince(relapse))) return { ...relapse, driftedBack };
  const waitSeconds = relapse.waitsUntil === null ? FIRST_WAIT : Math.min(relapse.waitSeconds * 2, LONGEST_WAIT);
  return { ...relapse, driftedBack, waitSeconds, waitsUntil: secondsAfter(now, waitSeconds) };
}

function isCorrectedSince({ corrected, driftedBack }: Relapse): boolean {
  return Date.parse(corrected.at(-1) ?? '') >= Date.parse(driftedBack.at(-1) ?? '');
}

/** Whether a unit that drifts no more has been calm for long enough to begin anew. */
export function isOver({ corrected, driftedBack, waitsUntil, waitSeconds }: Relapse, now: Date): boolean {
  const calm = waitsUntil === null ? HOUR : Math.max(HOUR, waitSeconds) + waitSeconds;
  return ![...corrected, ...driftedBack].some((at) => isWithin(at, now, calm));
}

/** Why the correction of a unit waits; `undefined` if it does not. Wider access waits for a while, everything else for a person. */
export function waitingReason(relapse: Relapse | undefined, { unit, access }: Pick<Drift, 'unit' | 'access'>, now: Date) {
  if (relapse === undefined || relapse.waitsUntil === null) return undefined;
  const { driftedBack, waitsUntil } = relapse;
  if (access === 'wider' && Date.parse(waitsUntil) <= now.getTime()) return undefined;
  const times = driftedBack.length === 1 ? 'again' : `${driftedBack.length} times within an hour`;
  const pause = access === 'wider' ? `Its next correction waits until ${waitsUntil}` : 'It is left as it is';
  return `${unit} drifted back ${times}: somebody or something keeps changing it. ${pause}, until its spec changes, or until somebody resumes it with rolecall resume.`;
}

/** Of the last hour, but always the latest: a wait may be longer than an hour. */
function recent(instants: readonly Instant[], now: Date): readonly Instant[] {
  return instants.filter((at, index) => index === instants.length - 1 || isWithin(at, now, HOUR));
}

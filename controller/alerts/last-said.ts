import { SEVERITIES } from '../../specs/types.ts';
import { isWithin } from '../instant.ts';
import type { AlertViolation, LastSaid } from './alert.ts';
import type { LifePolicy } from './life-policy.ts';

/** Whether it got worse than what was said: severer, or live access is wider now. That is told at once. */
export function isWorse({ severity, access }: AlertViolation, said: LastSaid): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(said.severity) || (access === 'wider' && !said.wider);
}

/**
 * What was said, after it is said now. Within a reminder period the worst stands, so that what falls and rises again, or comes and
 * goes in turns, is told of a few times at most.
 */
export function worstSaid(
  { value, severity, access }: AlertViolation,
  before: LastSaid | undefined,
  now: Date,
  { reminderSeconds }: Pick<LifePolicy, 'reminderSeconds'>,
): LastSaid {
  const recent = before !== undefined && isWithin(before.at, now, reminderSeconds) ? before : undefined;
  const worst = Math.max(SEVERITIES.indexOf(severity), recent === undefined ? 0 : SEVERITIES.indexOf(recent.severity));
  return {
    at: now.toISOString(),
    value,
    severity: SEVERITIES[worst] ?? severity,
    wider: access === 'wider' || recent?.wider === true,
  };
}

import type { Drift } from '../../../../reconciler/types.ts';
import { minuteOf } from '../../../instant.ts';
import type { Instant, RoleStatus } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import { driftMessage } from './drift-message.ts';
import { correctedNext, driftNext } from './drift-next.ts';
import { driftOutcome } from './drift-outcome.ts';
import { digestOf, identified } from './identified.ts';
import { ofRole } from './role-subject.ts';
import type { Watcher } from './watcher.ts';

/** A drift that is still there. */
export function driftViolation(role: RoleStatus, drift: Drift, watcher: Watcher): AlertViolation {
  return identified({
    ...compared(role, drift, watcher),
    outcome: driftOutcome(role, drift, watcher),
    next: driftNext(role, drift, watcher),
  });
}

/** Whether a violation tells of new content of a policy. */
export function isAboutContent({ topic, access, severity, values, value }: AlertViolation): boolean {
  return topic === 'drift' && value === digestOf('content', access, severity, values?.desired ?? null, values?.observed ?? null);
}

/** A drift that was found and corrected in one pass: it is over, but people want to know who made it. */
export function correctedViolation(role: RoleStatus, drift: Drift, watcher: Watcher, at: Instant): AlertViolation {
  const outcome = `It was corrected at ${minuteOf(at)}`;
  return identified({ ...compared(role, drift, watcher), outcome, next: correctedNext(role) });
}

function compared(role: RoleStatus, drift: Drift, watcher: Watcher): Omit<AlertViolation, 'key' | 'outcome' | 'next'> {
  const { unit, kind, access, severity, desired, observed, detail, by } = drift;
  return {
    ...ofRole(role, watcher),
    topic: 'drift',
    what: unit,
    severity,
    message: driftMessage(drift),
    access,
    detail,
    values: { desired, observed },
    by,
    value: digestOf(kind, access, severity, desired, observed),
  };
}

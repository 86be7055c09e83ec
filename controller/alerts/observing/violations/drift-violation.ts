import type { Drift } from '../../../../reconciler/types.ts';
import type { Instant, RoleStatus } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import { driftMessage } from './drift-message.ts';
import { correctedNext, driftNext } from './drift-next.ts';
import { driftOutcome } from './drift-outcome.ts';
import { digestOf, identified } from './identified.ts';
import { ofRole } from './role-subject.ts';

/** A drift that is still there. */
export function driftViolation(role: RoleStatus, drift: Drift, account: string): AlertViolation {
  return identified({ ...compared(role, drift, account), outcome: driftOutcome(role, drift), next: driftNext(role, drift) });
}

/** A drift that was found and corrected in one pass: it is over, but people want to know who made it. */
export function correctedViolation(role: RoleStatus, drift: Drift, account: string, at: Instant): AlertViolation {
  const outcome = `It was corrected at ${at}`;
  return identified({ ...compared(role, drift, account), outcome, next: correctedNext(role) });
}

function compared(role: RoleStatus, drift: Drift, account: string): Omit<AlertViolation, 'key' | 'outcome' | 'next'> {
  const { unit, kind, access, severity, desired, observed, detail, by } = drift;
  return {
    ...ofRole(role, account),
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

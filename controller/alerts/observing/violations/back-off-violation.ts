import type { Drift } from '../../../../reconciler/types.ts';
import { minuteOf } from '../../../instant.ts';
import type { Instant, RoleStatus } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import { identified } from './identified.ts';
import { NOTHING_COMPARED, ofRole } from './role-subject.ts';
import { controllerCommand, type Watcher } from './watcher.ts';

/** A unit that is changed back again and again, so that its correction waits. How long it waits now is no other violation. */
export function backOffViolation(
  role: RoleStatus,
  unit: string,
  waitsUntil: Instant,
  drift: Drift | undefined,
  watcher: Watcher,
): AlertViolation {
  return identified({
    ...ofRole(role, watcher),
    topic: 'backOff',
    what: unit,
    severity: 'critical',
    message: `${unit} drifts back whenever it is corrected: somebody or something keeps changing it`,
    ...(drift === undefined ? NOTHING_COMPARED : compared(drift)),
    outcome: outcomeOf(drift, waitsUntil),
    next: {
      text: 'Find what changes it, and stop that or change the spec; then let the correction go on',
      command: controllerCommand(watcher, 'resume', role.name),
    },
    value: '',
  });
}

function compared({ access, detail, desired, observed, by }: Drift) {
  return { access, detail, values: { desired, observed }, by };
}

function outcomeOf(drift: Drift | undefined, waitsUntil: Instant): string {
  return drift === undefined || drift.access === 'wider'
    ? `Wider access is corrected again after ${minuteOf(waitsUntil)}`
    : 'It is left as it is until its spec changes or somebody resumes it';
}

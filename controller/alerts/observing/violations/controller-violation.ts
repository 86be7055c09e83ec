import { minuteOf } from '../../../instant.ts';
import type { HeldPlan, Instant } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import { identified } from './identified.ts';
import { NOTHING_COMPARED } from './role-subject.ts';
import { controllerCommand, type Watcher } from './watcher.ts';

/** A plan that the brake holds; another plan is another value. */
export function brakeViolation({ hash, message, since }: HeldPlan, watcher: Watcher): AlertViolation {
  return identified({
    ...ofController(watcher),
    topic: 'brake',
    what: 'Brake',
    severity: 'high',
    message: message.replace(/\.$/, ''),
    outcome: `No role is written that the plan names, since ${minuteOf(since)}`,
    next: {
      text: 'Look at the plan with rolecall status; if it is right, let it through once',
      command: controllerCommand(watcher, 'approve', hash),
    },
    value: hash,
  });
}

/** Changes go by that no event announces. */
export function eventPathViolation(since: Instant, watcher: Watcher): AlertViolation {
  return identified({
    ...ofController(watcher),
    topic: 'eventPath',
    what: 'EventPathBroken',
    severity: 'high',
    message: `Since ${minuteOf(since)} roles change and no event tells of it`,
    outcome: 'Drift is found and corrected by schedule only, minutes later',
    next: { text: 'Check the trail, the rules and the forwarder of the region that IAM reports to', command: null },
    value: '',
  });
}

/** Passes over everything do not come to their end: nobody knows of any drift. */
export function failingPassViolation(watcher: Watcher): AlertViolation {
  return identified({
    ...ofController(watcher),
    topic: 'reads',
    what: 'FailingReads',
    severity: 'high',
    message: 'The account or a source of specs could not be read several times in a row, so nobody knows what drifts',
    outcome: 'Nothing is written that could not be read',
    next: {
      text: 'Look at why, give back what the controller lacks, then ask for a pass',
      command: controllerCommand(watcher, 'status'),
    },
    value: '',
  });
}

/** The same, however it came about: none came to its end for too long, or none ran. */
export function overduePassViolation(since: Instant, watcher: Watcher): AlertViolation {
  return identified({
    ...failingPassViolation(watcher),
    message: `No pass has read the account and every source of specs since ${minuteOf(since)}, so nobody knows what drifts`,
    outcome: 'What changed since then may be neither found nor corrected',
    next: {
      text: 'Look at its log and its schedule for the reason; once that is gone, ask for a pass',
      command: controllerCommand(watcher, 'reconcile'),
    },
  });
}

function ofController({ account, owner }: Watcher) {
  return { account, subject: { kind: 'controller', name: owner, region: null }, labels: {}, ...NOTHING_COMPARED } as const;
}

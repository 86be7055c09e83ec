import { isFresh } from '../../state/empty-state.ts';
import { overdueSince } from '../../state/last-success.ts';
import type { ControllerState } from '../../state/state.ts';
import type { AlertViolation } from '../alert.ts';
import {
  brakeViolation,
  eventPathViolation,
  failingPassViolation,
  overduePassViolation,
} from './violations/controller-violation.ts';
import type { Watcher } from './violations/watcher.ts';
import type { ObservedPart, Watched } from './watched.ts';
import { isWholeKnown } from './whole-known.ts';

/** What is wrong with the controller as a whole. */
export function observedController({ account, deployment, now, guards, state }: Watched): ObservedPart {
  if (state === null || isFresh(state)) return { violations: [], unjudged: [], isJudged: () => false };
  const watcher: Watcher = { account, deployment, owner: guards.owner };
  const overdue = overdueSince(state, now);
  const failing = overdue === undefined ? failingPassViolation(watcher) : overduePassViolation(overdue, watcher);
  const wholeKnown = isWholeKnown(state);
  return {
    violations: [...violationsOf(state, watcher), ...(overdue === undefined ? [] : [failing])],
    unjudged: wholeKnown ? [] : [{ key: failing.key, violation: failing }],
    isJudged: ({ subject, topic }) => subject.kind === 'controller' && isToldBy(topic, wholeKnown),
  };
}

/** A pass that could not read everything holds no plan, which does not mean that none is to be held. */
function isToldBy(topic: AlertViolation['topic'], wholeKnown: boolean): boolean {
  return topic === 'eventPath' || wholeKnown;
}

function violationsOf({ brake, eventPathBrokenSince }: ControllerState, watcher: Watcher): readonly AlertViolation[] {
  return [
    ...(brake === null ? [] : [brakeViolation(brake, watcher)]),
    ...(eventPathBrokenSince === null ? [] : [eventPathViolation(eventPathBrokenSince, watcher)]),
  ];
}

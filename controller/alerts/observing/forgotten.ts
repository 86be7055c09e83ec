import { foldName } from '../../../iam/role.ts';
import { parseUnit } from '../../../specs/unit.ts';
import { secondsAfter } from '../../instant.ts';
import { roleStatusOf } from '../../state/role-status.ts';
import type { ControllerState, Instant } from '../../state/state.ts';
import type { Alert, AlertViolation } from '../alert.ts';
import { isAboutContent } from './violations/drift-violation.ts';
import { isWholeKnown } from './whole-known.ts';

/** Seconds; the longest wait of a back-off. */
const DAY = 24 * 3600;

/**
 * Whether a state that was lost saw it, and the one in its place cannot tell yet that it is over. All else is found again by any
 * look at a role or its spec; these come of what is remembered.
 */
export function isForgotten({ violation, openedAt }: Pick<Alert, 'violation' | 'openedAt'>, state: ControllerState): boolean {
  const { since } = state;
  if (since === undefined || Date.parse(openedAt) >= Date.parse(since)) return false;
  const { topic } = violation;
  if (topic === 'eventPath') return !isEventSince(since, state);
  if (topic === 'brake') return isYoung(since, state) && !hasGoneUnheld(state);
  if (topic === 'backOff') return isYoung(since, state) && roleOf(violation, state) !== undefined;
  return isAboutContent(violation) && isTakenUnseen(violation, state);
}

/** By the end of a day of passes what still holds has come up again. */
function isYoung(since: Instant, { lastSuccess }: ControllerState): boolean {
  return lastSuccess === null || Date.parse(lastSuccess) < Date.parse(secondsAfter(since, DAY));
}

/** Without changes nobody can tell whether events of them would arrive. */
function isEventSince(since: Instant, { announced = [] }: ControllerState): boolean {
  return announced.some(({ at }) => Date.parse(at) > Date.parse(since));
}

/** Whether a pass that might write, and knew all, could have been held back. */
function hasGoneUnheld({ runs }: ControllerState): boolean {
  return runs.some(({ scope, mode, complete }) => scope === 'all' && mode === 'enforce' && complete);
}

/** The present content was taken as accepted when it was first seen, and nobody has said since that it is right. */
function isTakenUnseen(violation: AlertViolation, state: ControllerState): boolean {
  const role = roleOf(violation, state);
  return role !== undefined && role.acceptedAt === undefined && (!isWholeKnown(state) || mayHold(violation.what, role));
}

/** Which of its policies is the boundary is not remembered. */
function mayHold(unit: string, { policies }: Pick<ControllerState['roles'][string], 'policies'>): boolean {
  const arn = parseUnit(unit)?.key;
  return arn === undefined ? Object.keys(policies).length > 0 : Object.hasOwn(policies, arn);
}

function roleOf({ subject }: AlertViolation, { roles }: ControllerState) {
  return roleStatusOf(roles, foldName(subject.name));
}

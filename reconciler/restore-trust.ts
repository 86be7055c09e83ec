import type { IamError } from '../iam/errors.ts';
import type { ObservedRole } from '../iam/role.ts';
import type { Assessor, Correction } from './assessment.ts';
import { type Hands, perform } from './perform.ts';
import { type AccessState, accessOf, afterCall, trustCall } from './transition/access-state.ts';
import { type Documents, managedPolicy, policyOf } from './transition/change.ts';
import { accessOfState } from './transition/plan-transition.ts';
import { flawsOf } from './transition/verify.ts';
import type { Action, Reason } from './types.ts';

export interface Restored {
  readonly actions: readonly Action[];
  readonly reasons: readonly Reason[];
}

/**
 * After a failure on the way: puts back the trust policy that was narrowed for the change, where that allows nothing
 * that neither the old nor the new role allows. Otherwise it stays narrowed, and the report says so.
 * @param error what the last of the calls that were made failed with
 */
export async function restoreTrust(
  correction: Correction | undefined,
  actions: readonly Action[],
  error: IamError,
  assessor: Assessor,
  hands: Hands,
): Promise<Restored> {
  if (correction === undefined || !isNarrowed(correction, actions)) return { actions: [], reasons: [] };
  if (!isSafe(correction, statesAfter(correction, actions, error), assessor)) return { actions: [], reasons: [NARROWED] };
  const { name, trustPolicy } = correction.before;
  const performed = await perform(hands, [trustCall(name, trustPolicy)]);
  return { actions: performed.actions, reasons: performed.result === 'done' ? [] : [NARROWED] };
}

const NARROWED: Reason = {
  code: 'Narrowed',
  message:
    'The trust policy was narrowed for the change, which failed half-way, and is still narrowed: not everyone who should can assume the role. Put the cause right and run again, or set the trust policy by hand.',
};

/**
 * After a stop on the way: the trust policy stays narrowed. Putting it back would be a write after being told to stop, perhaps
 * over the head of another run, and narrowed it lets in nobody who should not be.
 */
export function narrowedByStop(correction: Correction | undefined, actions: readonly Action[]): readonly Reason[] {
  return correction !== undefined && isNarrowed(correction, actions) ? [STOPPED] : [];
}

const STOPPED: Reason = {
  code: 'Narrowed',
  message:
    'The trust policy was narrowed for the change, and the run stopped half-way: until the next pass goes on, not everyone who should can assume the role.',
};

/** Whether the last trust policy that was set is one that only stands on the way. */
function isNarrowed({ before, after }: Correction, actions: readonly Action[]): boolean {
  const { trust } = stateAfter(before, actions.filter(isDone));
  return trust !== before.trustPolicy && trust !== after.trustPolicy;
}

/**
 * What was not read may allow or deny anything. Where the change touches that, it must all be as it was in the old role, and the
 * rest may allow no more than that one did.
 */
function isSafe({ before, after }: Correction, states: readonly AccessState[], { policies, documents }: Assessor): boolean {
  const known = { policies, managed: documents.document };
  const [old, next] = [accessOf(before), accessOf(after)];
  const unread = unreadParts(old, known);
  const isBlind = unread !== unreadParts(next, known);
  if (isBlind && states.some((state) => unreadParts(state, known) !== unread)) return false;
  const access = (state: AccessState) => accessOfState({ ...state, trust: before.trustPolicy }, known);
  const allowed = accessOfState(isBlind ? old : next, known);
  return !flawsOf(access(old), allowed, states.map(access)).excess;
}

/** What the role holds whose content is not known, as one text. */
function unreadParts({ boundary, managed, inline }: AccessState, documents: Documents): string {
  const isUnread = (arn: string) => managedPolicy(arn, documents) === undefined;
  const texts = [...inline].filter(([, text]) => policyOf(text, 'identity', documents) === undefined);
  return JSON.stringify([
    boundary !== null && isUnread(boundary) && boundary,
    [...managed].filter(isUnread).sort(),
    texts.sort(),
  ]);
}

/** What the role may be after the calls: one that failed may have taken effect all the same, unless IAM said no to it. */
function statesAfter({ before }: Correction, actions: readonly Action[], { kind }: IamError): readonly AccessState[] {
  const tried = actions.filter(({ outcome }) => outcome === 'done' || outcome === 'failed');
  const done = stateAfter(before, actions.filter(isDone));
  return kind === 'transient' ? [done, stateAfter(before, tried)] : [done];
}

function stateAfter(before: ObservedRole, actions: readonly Action[]): AccessState {
  return actions.reduce<AccessState>(afterCall, accessOf(before));
}

function isDone({ outcome }: Action): boolean {
  return outcome === 'done';
}

import type { ObservedRole, Role } from '../iam/role.ts';
import type { Assessor } from './assess.ts';
import { perform } from './perform.ts';
import type { Clock } from './ports.ts';
import { type AccessState, accessOf, afterCall, trustCall } from './transition/access-state.ts';
import { accessOfState } from './transition/plan-transition.ts';
import { flawsOf } from './transition/verify.ts';
import type { Action, Reason } from './types.ts';

export interface Correction {
  readonly before: ObservedRole;
  readonly after: Role;
}

export interface Restored {
  readonly actions: readonly Action[];
  readonly reasons: readonly Reason[];
}

/**
 * After a failure on the way: puts back the trust policy that was narrowed for the change, where that allows nothing
 * that neither the old nor the new role allows. Otherwise it stays narrowed, and the report says so.
 */
export async function restoreTrust(
  correction: Correction | undefined,
  actions: readonly Action[],
  assessor: Assessor,
  clock: Clock,
): Promise<Restored> {
  if (correction === undefined || !isNarrowed(correction, actions)) return { actions: [], reasons: [] };
  if (!isSafe(correction, actions, assessor)) return { actions: [], reasons: [NARROWED] };
  const { name, trustPolicy } = correction.before;
  const performed = await perform(assessor.iam, clock, [trustCall(name, trustPolicy)]);
  return { actions: performed.actions, reasons: performed.result === 'done' ? [] : [NARROWED] };
}

const NARROWED: Reason = {
  code: 'Narrowed',
  message:
    'The trust policy was narrowed for the change, which failed half-way, and is still narrowed: not everyone who should can assume the role. Put the cause right and run again, or set the trust policy by hand.',
};

/** Whether the last trust policy that was set is one that only stands on the way. */
function isNarrowed({ before, after }: Correction, actions: readonly Action[]): boolean {
  const { trust } = stateAfter(before, actions.filter(isDone));
  return trust !== before.trustPolicy && trust !== after.trustPolicy;
}

/** A call that failed may have taken effect all the same. */
function isSafe({ before, after }: Correction, actions: readonly Action[], { policies, documents }: Assessor): boolean {
  const tried = actions.filter(({ outcome }) => outcome === 'done' || outcome === 'failed');
  const states = [stateAfter(before, actions.filter(isDone)), stateAfter(before, tried)];
  const reopened = states.map((state) => ({ ...state, trust: before.trustPolicy }));
  const access = (state: AccessState) => accessOfState(state, { policies, managed: documents.document });
  return !flawsOf(access(accessOf(before)), access(accessOf(after)), reopened.map(access)).excess;
}

function stateAfter(before: ObservedRole, actions: readonly Action[]): AccessState {
  return actions.reduce<AccessState>(afterCall, accessOf(before));
}

function isDone({ outcome }: Action): boolean {
  return outcome === 'done';
}

import type { KnownAudits } from '../../controller/reports/known-audits.ts';
import { emptyState, isFresh } from '../../controller/state/empty-state.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import type { Guards } from '../../specs/types.ts';
import { overviewOfState } from './from-state.ts';
import type { Overview } from './overview.ts';

/** All that the deployed controller and its audit know. */
export interface Known extends KnownAudits {
  /** `undefined` where there is none. */
  readonly state: ControllerState | undefined;
  readonly account: string;
  readonly guards: Pick<Guards, 'owner'>;
  /** The report before; `null` if there is none. */
  readonly previous: Overview | null;
  readonly now: Date;
}

const NO_PASS =
  'The controller has not finished a pass yet, so nothing is known of any role. Ask for one with "rolecall reconcile", and look at its log if that changes nothing.';

/** An overview of what is known, and of what is not. */
export function knownOverview({ state, audits, notices, isComplete, account, ...given }: Known): Overview {
  const isUnknown = state === undefined || isFresh(state);
  const made = overviewOfState({
    ...given,
    ...{ audits, problems: [] },
    state: isUnknown ? emptyState(account) : state,
  });
  return {
    ...made,
    // What nobody knows any more is not over.
    changes: isUnknown ? null : made.changes,
    complete: made.complete && isComplete && !isUnknown,
    notices: [...new Set([...(isUnknown ? [NO_PASS] : []), ...made.notices, ...notices])],
  };
}

import type { ControllerState } from '../../state/state.ts';
import { NO_FULL_RUN, type Observation } from '../observation.ts';
import { isForgotten } from './forgotten.ts';
import { observedAudits } from './observe-audits.ts';
import { observedController } from './observe-controller.ts';
import { observedRoles } from './observe-roles.ts';
import type { Watched } from './watched.ts';

/**
 * What is wrong now, of all that is remembered. What was not looked at, could not be read, or is waived, is neither a violation
 * nor judged: it opens nothing and resolves nothing.
 */
export function observationOf(watched: Watched): Observation {
  const parts = [observedRoles(watched), observedController(watched), observedAudits(watched)];
  return {
    run: latestFullRun(watched.state)?.runId ?? NO_FULL_RUN,
    violations: parts.flatMap(({ violations }) => violations),
    missed: parts.flatMap(({ missed = [] }) => missed),
    unjudged: parts.flatMap(({ unjudged }) => unjudged),
    sources: parts.flatMap(({ sources = [] }) => sources),
    isJudged: (violation) => parts.some((part) => part.isJudged(violation)),
    isForgotten: (alert) => watched.state !== null && isForgotten(alert, watched.state),
  };
}

/** Only a pass over everything reads every role: a role that it could not read has failed once, whatever passes come between. */
function latestFullRun(state: ControllerState | null) {
  return state?.runs.find(({ scope }) => scope === 'all');
}

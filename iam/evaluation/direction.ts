import { canonicalPolicy } from '../policy/canonical.ts';
import type { Direction, Policy } from '../policy/types.ts';
import { statementsOf } from './atoms.ts';
import { isTooMuch, type Layer, layerContains, uncovered } from './coverage.ts';
import { permits } from './evaluate.ts';
import { questionsNear } from './samples.ts';
import type { Question } from './statement.ts';
import type { NamedPolicy } from './types.ts';

const MOST_QUESTIONS = 2000;
const MOST_PARTS = 80;

/** Allows everything: what other documents may do at most, and what no boundary means. */
const EVERYTHING: Policy = canonicalPolicy('2012-10-17', [
  {
    sid: '',
    effect: 'Allow',
    principal: undefined,
    action: { negated: false, values: ['*'] },
    resource: { negated: false, values: ['*'] },
    conditions: [],
  },
]);

/**
 * Which way one document of a role, its trust policy or one of its policies, moves access, whatever its other documents say.
 * `wider`: all that desired allows is proved to be allowed by observed, and the evaluator allows a request with observed that it
 * denies with desired; `narrower` the other way round. `different` also when neither is proved.
 * @param desired `undefined` when the document is not there; so for observed
 */
export function direction(desired: Policy | undefined, observed: Policy | undefined): Direction {
  const isTrust = [desired, observed].some((policy) => policy?.statements.some(({ principal }) => principal !== undefined));
  return compare(layerOf(desired, isTrust), layerOf(observed, isTrust));
}

/** Which way a permissions boundary moves access; `null` is no boundary, which limits nothing. */
export function boundaryDirection(desired: Policy | null, observed: Policy | null): Direction {
  return compare(layerOf(desired ?? EVERYTHING, true), layerOf(observed ?? EVERYTHING, true));
}

function layerOf(policy: Policy | undefined, isComplete: boolean): Layer {
  return { policies: policy === undefined ? [] : [policy], isComplete };
}

function compare(desired: Layer, observed: Layer): Direction {
  if (desired.policies[0]?.key === observed.policies[0]?.key) return 'same';
  const isAtLeast = layerContains(observed, desired);
  const isAtMost = layerContains(desired, observed);
  if (isAtLeast && isAtMost) return 'same';
  if (isAtLeast && allowsMore(observed, desired)) return 'wider';
  return isAtMost && allowsMore(desired, observed) ? 'narrower' : 'different';
}

/** Whether the evaluator allows with `more` a request that it denies with `less`. */
function allowsMore(more: Layer, less: Layer): boolean {
  const besides = more.isComplete ? [[]] : [[], [{ name: 'other', policy: EVERYTHING }]];
  let left = MOST_QUESTIONS;
  for (const question of questionsAbout(more, less)) {
    if (besides.some((others) => outcome(more, others, question) === 'allowed' && outcome(less, others, question) === 'denied'))
      return true;
    if (--left === 0) break;
  }
  return false;
}

function questionsAbout(more: Layer, less: Layer): Iterable<Question> {
  const [wide, narrow] = [statementsOf(more.policies), statementsOf(less.policies)];
  if (isTooMuch(wide, narrow)) return [];
  const parts = [
    ...uncovered('Allow', narrow, wide).slice(0, MOST_PARTS),
    ...uncovered('Deny', wide, narrow).slice(0, MOST_PARTS),
  ];
  return questionsNear(parts, [...wide, ...narrow]);
}

function outcome(layer: Layer, others: readonly NamedPolicy[], question: Question) {
  return permits([...layer.policies.map((policy) => ({ name: '', policy })), ...others], question).outcome;
}

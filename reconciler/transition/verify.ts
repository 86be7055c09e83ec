import { evaluate, mayAssume } from '../../iam/evaluation/evaluate.ts';
import { sampleRequests } from '../../iam/evaluation/samples.ts';
import type { Access, Decision } from '../../iam/evaluation/types.ts';
import type { Policy } from '../../iam/policy/types.ts';

/** What goes wrong on the way, if anything. */
export interface Flaws {
  /** Something is allowed for a moment that neither the old nor the new role allows. */
  readonly excess: boolean;
  /** Something is missing for a moment that both the old and the new role allow. */
  readonly gap: boolean;
}

/** What the old role, the new role and then each state on the way answer to one request. */
type Answers = readonly Decision['outcome'][];

/**
 * Asks the evaluator about every state on the way, with requests made from all the documents involved.
 * Becoming the role and acting with it are two requests to AWS, so each is asked by itself and every pair of them is looked at.
 * @param way the states between, in any order
 */
export function flawsOf(before: Access, after: Access, way: readonly Access[]): Flaws {
  if (way.length === 0) return { excess: false, gap: false };
  const states = [before, after, ...way];
  const uses = useAnswers(states);
  const pairs = assumptionAnswers(states).flatMap((assumed) => uses.map((used) => jointly(assumed, used)));
  return { excess: pairs.some(isExcess), gap: pairs.some(isGap) };
}

/** A trust policy that cannot be read lets in whom it lets in, the same all the way: only what the role may do changes. */
function assumptionAnswers(states: readonly Access[]): readonly Answers[] {
  const trusts = states.flatMap(({ trust }) => trust ?? []);
  if (trusts.length === 0) return [states.map(() => 'allowed')];
  return distinctAnswers(trusts, states, ({ trust }, request) => (trust ? mayAssume(trust, request).outcome : 'denied'));
}

function useAnswers(states: readonly Access[]): readonly Answers[] {
  const documents = states.flatMap(({ boundary, policies }) => [
    ...(boundary ? [boundary] : []),
    ...policies.map(({ policy }) => policy),
  ]);
  return distinctAnswers(
    documents,
    states,
    ({ boundary, policies }, request) => evaluate({ boundary, policies }, request).outcome,
  );
}

type Ask = (state: Access, request: Parameters<typeof evaluate>[1]) => Decision['outcome'];

function distinctAnswers(documents: readonly Policy[], states: readonly Access[], ask: Ask): readonly Answers[] {
  const answers = sampleRequests(...new Set(documents)).map((request) => states.map((state) => ask(state, request)));
  return [...new Map(answers.map((answer) => [answer.join(), answer])).values()];
}

function jointly(assumed: Answers, used: Answers): Answers {
  return assumed.map((first, state) => both(first, used[state] ?? 'denied'));
}

function both(a: Decision['outcome'], b: Decision['outcome']): Decision['outcome'] {
  if (a === 'denied' || b === 'denied') return 'denied';
  return a === 'allowed' && b === 'allowed' ? 'allowed' : 'unknown';
}

function isExcess([old, next, ...between]: Answers): boolean {
  return old === 'denied' && next === 'denied' && between.some((outcome) => outcome !== 'denied');
}

function isGap([old, next, ...between]: Answers): boolean {
  return old === 'allowed' && next === 'allowed' && between.some((outcome) => outcome !== 'allowed');
}

import type { Effect, Policy } from '../policy/types.ts';
import { type Atom, countCompared, countParts, split, statementsOf } from './atoms.ts';
import { containsStatement, mayMeet } from './containment.ts';

/** How many values may be compared before the answer is "not proved"; well under a second. */
const WORK_LIMIT = 3_000_000;

/** Documents that are evaluated together. */
export interface Layer {
  readonly policies: readonly Policy[];
  /** Whether nothing else can allow in this place, as with a trust policy or a boundary. */
  readonly isComplete: boolean;
}

/** Whether all that `inner` allows is allowed by `outer`, whatever other documents stand beside an incomplete layer. */
export function layerContains(outer: Layer, inner: Layer): boolean {
  const [wide, narrow] = [statementsOf(outer.policies), statementsOf(inner.policies)];
  if (isTooMuch(wide, narrow)) return false;
  return uncovered('Allow', wide, narrow).length === 0 && uncoveredDenies(wide, narrow, inner.isComplete).length === 0;
}

/** Parts of the statements of one effect in `inner` that no statement of `outer` contains and no Deny of their own cancels. */
export function uncovered(effect: Effect, outer: readonly Atom[], inner: readonly Atom[]): readonly Atom[] {
  const covers = [...withEffect(effect, outer), ...(effect === 'Allow' ? withEffect('Deny', inner) : [])];
  const isCovered = (atom: Atom) => covers.some((other) => containsStatement(other, atom));
  return withEffect(effect, inner).flatMap((atom) => (isCovered(atom) ? [] : split(atom).filter((part) => !isCovered(part))));
}

/** Parts of the Denies of `outer` that may take something away from what `inner` allows. */
function uncoveredDenies(outer: readonly Atom[], inner: readonly Atom[], isComplete: boolean): readonly Atom[] {
  const denies = uncovered('Deny', inner, outer);
  return isComplete ? denies.filter((deny) => withEffect('Allow', inner).some((allow) => mayMeet(allow, deny))) : denies;
}

export function isTooMuch(a: readonly Atom[], b: readonly Atom[]): boolean {
  const parts = [...a, ...b].reduce((sum, atom) => sum + countParts(atom), 0);
  const compared = [...a, ...b].reduce((sum, atom) => sum + countCompared(atom), 0);
  return parts * compared > WORK_LIMIT;
}

function withEffect(effect: Effect, atoms: readonly Atom[]): readonly Atom[] {
  return atoms.filter(({ statement }) => statement.effect === effect);
}

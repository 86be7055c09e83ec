import { layerContains } from '../../iam/evaluation/coverage.ts';
import { direction } from '../../iam/evaluation/direction.ts';
import type { Direction, Policy } from '../../iam/policy/types.ts';
import { type Change, policyDocuments } from './changes.ts';
import { documentKind, isKnown, merged, type PlanAccount, type Side, sideOf, sidesOf } from './documents.ts';

/** What policies of a role say before its changes and after them. */
export interface Policies {
  readonly before: readonly Policy[];
  readonly after: readonly Policy[];
  /** Which way they move access together; `undefined` where some of them is not known. */
  readonly access: Direction | undefined;
}

/** The changed policies alone, as far as they are known: one that is only called otherwise gives nothing. */
export function changedPolicies(changes: readonly Change[], account: PlanAccount): Policies {
  const identity = changes.filter(({ unit }) => documentKind(unit) === 'identity');
  const sides = identity.map((change) => sidesOf(change, 'identity', account));
  const [before, after] = [sides.map(([was]) => was), sides.map(([, is]) => is)];
  const both = bothMerged(before, after);
  const access = both && direction(...both);
  return { before: before.filter(isKnown), after: after.filter(isKnown), access };
}

/**
 * All that the role has, with what it keeps, each side as one document; `undefined` where some of it is not known.
 * @param alone which way the changed policies move access, whatever else the role has
 */
export function wholeRole(
  name: string,
  changes: readonly Change[],
  alone: Direction | undefined,
  account: PlanAccount,
): Policies | undefined {
  const role = account.live.get(name);
  if (role === undefined || alone === undefined) return undefined;
  const before = new Map<string, Side>();
  for (const [unit, value] of policyDocuments(role.inlinePolicies, role.managedPolicies))
    before.set(unit, sideOf(unit, value, 'identity', account));
  const after = new Map(before);
  for (const { unit, after: value } of changes)
    if (documentKind(unit) === 'identity') after.set(unit, sideOf(unit, value, 'identity', account));
  const both = bothMerged([...before.values()], [...after.values()]);
  if (both === undefined) return undefined;
  const [was, is] = both.map((policy) => [policy].filter(isKnown));
  return { before: was ?? [], after: is ?? [], access: wholeAccess(both, alone) };
}

type Both = readonly [before: Policy | undefined, after: Policy | undefined];

function bothMerged(before: readonly Side[], after: readonly Side[]): Both | undefined {
  if ([...before, ...after].includes('unknown')) return undefined;
  const [was, is] = [merged(before.filter(isKnown)), merged(after.filter(isKnown))];
  return was === 'unknown' || is === 'unknown' ? undefined : [was, is];
}

/** What is proved of the changed policies alone can only come to nothing by what the role keeps; that is all there is to ask. */
function wholeAccess([before, after]: Both, alone: Direction): Direction {
  if (alone === 'wider') return contains(before, after) ? 'same' : alone;
  if (alone === 'narrower') return contains(after, before) ? 'same' : alone;
  const whole = alone === 'same' ? alone : direction(before, after);
  return whole === 'different' ? alone : whole;
}

function contains(outer: Policy | undefined, inner: Policy | undefined): boolean {
  const layer = (policy: Policy | undefined) => ({ policies: policy === undefined ? [] : [policy], isComplete: false });
  return layerContains(layer(outer), layer(inner));
}

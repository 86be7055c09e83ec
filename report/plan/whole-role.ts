import { layerContains } from '../../iam/evaluation/coverage.ts';
import { direction } from '../../iam/evaluation/direction.ts';
import type { Direction, Policy } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import { type Change, policyDocuments } from './changes.ts';
import { documentKind, isKnown, merged, type PlanAccount, type Side, sideOf, sidesOf } from './documents.ts';

/** What policies of a role say before its changes and after them. */
export interface Policies {
  readonly before: readonly Policy[];
  readonly after: readonly Policy[];
  /** Which way they move access together; `undefined` where some of them is not known. */
  readonly access: Direction | undefined;
}

type HeldPolicies = Pick<Role, 'inlinePolicies' | 'managedPolicies'>;

export const NO_POLICIES: HeldPolicies = { inlinePolicies: new Map(), managedPolicies: [] };

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
 * @param role as it is now, without any policy for one that is yet to be created; `undefined` where it is not known
 * @param alone which way the changed policies move access, whatever else the role has
 */
export function wholeRole(
  role: HeldPolicies | undefined,
  changes: readonly Change[],
  alone: Direction | undefined,
  account: PlanAccount,
): Policies | undefined {
  if (role === undefined || alone === undefined) return undefined;
  const { before, after } = sidesOfRole(role, changes, account);
  const both = bothMerged(before, after);
  if (both === undefined) return undefined;
  const [was, is] = both.map((policy) => [policy].filter(isKnown));
  return { before: was ?? [], after: is ?? [], access: wholeAccess(both, alone) };
}

/** What of the role's policies after its changes is known, each by itself. */
export function knownAfter(role: HeldPolicies | undefined, changes: readonly Change[], account: PlanAccount): readonly Policy[] {
  return sidesOfRole(role ?? NO_POLICIES, changes, account).after.filter(isKnown);
}

type Sides = { readonly before: readonly Side[]; readonly after: readonly Side[] };

function sidesOfRole(role: HeldPolicies, changes: readonly Change[], account: PlanAccount): Sides {
  const before = new Map<string, Side>();
  for (const [unit, value] of policyDocuments(role.inlinePolicies, role.managedPolicies))
    before.set(unit, sideOf(unit, value, 'identity', account));
  const after = new Map(before);
  for (const { unit, after: value } of changes)
    if (documentKind(unit) === 'identity') after.set(unit, sideOf(unit, value, 'identity', account));
  return { before: [...before.values()], after: [...after.values()] };
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

import type { Access, NamedPolicy } from '../../iam/evaluation/types.ts';
import { canonicalPolicy } from '../../iam/policy/canonical.ts';
import type { Policy } from '../../iam/policy/types.ts';
import { type AccessState, type Step, stepsBetween } from './access-state.ts';
import { changeOf, type Documents, managedPolicy, policyOf } from './change.ts';
import { isUnread } from './policy-parts.ts';
import { exceedsQuota, type Quotas } from './quotas.ts';
import { type Change, pathOf, STRATEGIES, type Strategy } from './strategies.ts';
import { type Flaws, flawsOf } from './verify.ts';

/** The calls that change what a role allows, in their order. */
export interface Transition {
  readonly steps: readonly Step[];
  /** Something that both the old and the new role allow is missing for a moment: no order avoids it. */
  readonly gap: boolean;
}

/** Why there is no order: the quotas of the account, or a trust policy that may not be narrowed on the way. */
export type Obstacle = 'quota' | 'fixedTrust';

/** Whether the role's own existence begins or ends with the transition. */
export type Existence = 'exists' | 'created' | 'deleted';

/**
 * Finds an order of calls in which, after each call, nothing is allowed that neither the old nor the new role allows,
 * and nothing both allow is missing; where no order keeps both, nothing too much is allowed.
 * @param trustIsFixed whether the trust policy belongs to somebody else and must not change, not even on the way
 * @returns what stands in the way, if there is no such order
 */
export function planTransition(
  roleName: string,
  before: AccessState,
  after: AccessState,
  existence: Existence,
  documents: Documents,
  quotas: Quotas,
  trustIsFixed: boolean,
): Transition | Obstacle {
  const change = changeOf(before, after, documents);
  const isBlind = existence === 'exists' && change.policies.some(isUnread);
  let obstacle: Obstacle = 'quota';
  let best: Transition | undefined;
  for (const strategy of strategiesFor(change)) {
    const steps = walk(roleName, before, pathOf(strategy, change));
    if (trustIsFixed && steps.some(({ after: { trust } }) => trust !== before.trust)) {
      obstacle = 'fixedTrust';
      continue;
    }
    if (steps.some((step) => exceedsQuota(step, quotas))) continue;
    const { excess, gap } = flawsOfSteps(change, steps, documents);
    if (excess) continue;
    if (!gap && !(isBlind && steps.length > 1)) return { steps, gap: false };
    best ??= { steps, gap: true };
  }
  return best ?? obstacle;
}

/**
 * Of boundaries that differ both ways, one at a time bounds only what both roles allow.
 * A policy that was not read may allow or deny anything, so that only a closed role is safe on the way.
 */
function strategiesFor(change: Change): readonly Strategy[] {
  if (change.policies.some(isUnread)) return STRATEGIES.slice(2);
  return change.boundary === 'different' ? STRATEGIES.slice(1) : STRATEGIES;
}

function walk(roleName: string, from: AccessState, path: readonly AccessState[]): readonly Step[] {
  return path.flatMap((to, index) => stepsBetween(roleName, path[index - 1] ?? from, to));
}

/**
 * The last step's state is the new role itself; everything before it is on the way. A role that is created begins without policies,
 * and one that is deleted ends without: that allows as little as no role.
 */
function flawsOfSteps({ before, after }: Change, steps: readonly Step[], documents: Documents): Flaws {
  const way = steps.slice(0, -1).map((step) => step.after);
  const flaws = suppositions(before, after, documents).map((forbidding) => {
    const access = (state: AccessState) => accessSupposing(forbidding, state, documents);
    return flawsOf(access(before), access(after), way.map(access));
  });
  return { excess: flaws.some(({ excess }) => excess), gap: flaws.some(({ gap }) => gap) };
}

/**
 * Which unread boundary is supposed to forbid everything: none, then each of them. A boundary forbids a request or it does not,
 * so that for one request at a time these are all there are.
 */
function suppositions({ boundary: old }: AccessState, { boundary: next }: AccessState, documents: Documents) {
  const isUnreadBoundary = (arn: string | null) => arn !== null && managedPolicy(arn, documents) === undefined;
  return [undefined, ...[old, next].filter(isUnreadBoundary)];
}

const NOTHING = canonicalPolicy('2012-10-17', []);

function accessSupposing(forbidding: string | null | undefined, state: AccessState, documents: Documents): Access {
  const access = accessOfState(state, documents);
  return state.boundary === forbidding ? { ...access, boundary: NOTHING } : access;
}

/** A policy whose content is not known can only be left out, on every side alike. */
export function accessOfState(state: AccessState, documents: Documents): Access {
  const named = (name: string, policy: Policy | undefined): readonly NamedPolicy[] =>
    policy === undefined ? [] : [{ name, policy }];
  return {
    trust: policyOf(state.trust, 'trust', documents),
    boundary: state.boundary === null ? null : managedPolicy(state.boundary, documents),
    policies: [
      ...[...state.inline].flatMap(([name, text]) => named(name, policyOf(text, 'identity', documents))),
      ...[...state.managed].flatMap((arn) => named(arn, managedPolicy(arn, documents))),
    ],
  };
}

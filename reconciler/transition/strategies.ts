import { statementsOf } from '../../iam/combine.ts';
import type { Direction } from '../../iam/policy/types.ts';
import type { AccessState } from './access-state.ts';
import {
  both,
  bringsDenies,
  hadDenies,
  isIndivisible,
  mayGoDirectly,
  type PolicyChange,
  type Stage,
  shared,
  withNewDenies,
  withOldDenies,
} from './policy-parts.ts';
import { CLOSED_TRUST } from './trust.ts';

/** What a transition starts from, where it ends, and what is known of the difference. */
export interface Change {
  readonly before: AccessState;
  readonly after: AccessState;
  /** Lets in only whom both trust policies let in. */
  readonly sharedTrust: string;
  /** The new boundary seen from the old one. */
  readonly boundary: Direction;
  readonly policies: readonly PolicyChange[];
}

/** What a policy is after each of seven phases; between two of them access only grows or only shrinks. */
type Stages = readonly Stage[];

const PHASES = [1, 2, 3, 4, 5, 6, 7];
const LAST_PHASE = 7;

/**
 * In which phase of a way something happens. An attached policy that both allows and denies cannot be taken apart:
 * it comes when the other denies are there already, and goes before they do.
 */
interface Phases {
  readonly newDenies: number;
  readonly newAllowsWithDenies: number;
  readonly newAllows: number;
  readonly oldAllowsOut: number;
  readonly oldAllowsWithDeniesOut: number;
  readonly oldDeniesOut: number;
}

/** A way from one state to another. */
export interface Strategy {
  /** The trust policy in force on the way. */
  readonly trust: (change: Change) => string;
  /** After which of the phases (0: before the first) the boundary changes. */
  readonly boundaryAfter: (change: Change) => number;
  readonly stages: (policy: PolicyChange, change: Change) => Stages;
}

const DENIES_AROUND = { newDenies: 1, newAllowsWithDenies: 2, oldAllowsWithDeniesOut: 6, oldDeniesOut: LAST_PHASE } as const;
const GROWING: Phases = { ...DENIES_AROUND, newAllows: 3, oldAllowsOut: 5 };
const SHRINKING: Phases = { ...DENIES_AROUND, oldAllowsOut: 3, newAllows: 4 };

/** When all that is new is allowed already, and all that is old is allowed still. */
const OVERWRITES = 4;

/** New denies, new allows, old allows out, old denies out: nothing that both roles allow is ever missing. */
const growThenShrink: Strategy = {
  trust: (change) => change.sharedTrust,
  boundaryAfter: (change) => (change.boundary === 'narrower' ? 0 : LAST_PHASE),
  stages(policy, change) {
    const { beforeText, afterText } = policy;
    const others = change.policies.filter((other) => other !== policy && other.beforeText !== undefined);
    if (policy.kind === 'managed') return attached(policy, GROWING);
    if (isIndivisible(policy)) return overwritten(policy, GROWING, OVERWRITES);
    if (mayGoDirectly(policy, others)) return at(OVERWRITES, policy);
    if (isOnly(policy, change, bringsDenies) && beforeText === undefined) return at(GROWING.newDenies, policy);
    if (isOnly(policy, change, hadDenies) && afterText === undefined) return at(GROWING.oldDeniesOut, policy);
    return stages(policy, [
      [GROWING.newDenies, withNewDenies(policy)],
      [GROWING.newAllows, both(policy)],
      [GROWING.oldAllowsOut, withOldDenies(policy)],
      [GROWING.oldDeniesOut, afterText],
    ]);
  },
};

/** Down to what both roles allow, then the boundary, then up: for boundaries that differ both ways, and for full quotas. */
const shrinkThenGrow: Strategy = {
  trust: (change) => change.sharedTrust,
  boundaryAfter: () => SHRINKING.oldAllowsOut,
  stages(policy) {
    if (policy.kind === 'managed') return attached(policy, SHRINKING);
    if (isIndivisible(policy)) return overwritten(policy, SHRINKING, SHRINKING.newAllows);
    return stages(policy, [
      [SHRINKING.newDenies, withNewDenies(policy)],
      [SHRINKING.oldAllowsOut, shared(policy)],
      [SHRINKING.newAllows, withOldDenies(policy)],
      [SHRINKING.oldDeniesOut, policy.afterText],
    ]);
  },
};

/** Nobody is let in while everything else changes: no excess whatever the change is, at the price of a gap. */
const closeThenOpen: Strategy = {
  trust: () => CLOSED_TRUST,
  boundaryAfter: () => 2,
  stages(policy) {
    if (policy.afterText === undefined) return at(1, policy);
    return at(policy.beforeText === undefined ? 3 : 2, policy);
  },
};

/** In the order of preference. */
export const STRATEGIES: readonly Strategy[] = [growThenShrink, shrinkThenGrow, closeThenOpen];

/** The states to pass through, the first one left out and the last one included. */
export function pathOf(strategy: Strategy, change: Change): readonly AccessState[] {
  if (isOneCall(change)) return [change.after];
  const trust = strategy.trust(change);
  const boundaryAfter = strategy.boundaryAfter(change);
  const path: AccessState[] = [{ ...change.before, trust }];
  const boundaryStep = (phase: number, state: AccessState) => {
    if (phase === boundaryAfter) path.push({ ...state, boundary: change.after.boundary });
  };
  let current: AccessState = { ...change.before, trust };
  boundaryStep(0, current);
  const stages = change.policies.map((policy) => ({ policy, stages: strategy.stages(policy, change) }));
  for (const phase of PHASES) {
    const boundary = path.at(-1)?.boundary ?? null;
    current = { ...policiesAt(phase, stages, change.before), trust, boundary };
    path.push(current);
    boundaryStep(phase, current);
  }
  return [...path, change.after];
}

function policiesAt(
  phase: number,
  changes: readonly { readonly policy: PolicyChange; readonly stages: Stages }[],
  before: AccessState,
): Pick<AccessState, 'managed' | 'inline'> {
  const managed = new Set(before.managed);
  const inline = new Map(before.inline);
  for (const { policy, stages } of changes) {
    const stage = stages[phase - 1];
    if (policy.kind === 'managed') stage === undefined ? managed.delete(policy.name) : managed.add(policy.name);
    else stage === undefined ? inline.delete(policy.name) : inline.set(policy.name, stage);
  }
  return { managed, inline };
}

/** A single call is acknowledged as a whole, so there is nothing on the way. */
function isOneCall({ before, after, policies }: Change): boolean {
  const changed = [before.trust !== after.trust, before.boundary !== after.boundary, ...policies.map(() => true)];
  return changed.filter(Boolean).length <= 1;
}

function attached(policy: PolicyChange, phases: Phases): Stages {
  const { before, after, beforeText } = policy;
  if (beforeText === undefined) {
    if (!bringsDenies(policy)) return at(phases.newAllows, policy);
    return at(statementsOf(after, 'Allow').length > 0 ? phases.newAllowsWithDenies : phases.newDenies, policy);
  }
  if (!hadDenies(policy)) return at(phases.oldAllowsOut, policy);
  return at(statementsOf(before, 'Allow').length > 0 ? phases.oldAllowsWithDeniesOut : phases.oldDeniesOut, policy);
}

/** Old denies stay until the old allows are out, and new ones come before the new allows; where both are in one document, the check decides. */
function overwritten(policy: PolicyChange, phases: Phases, otherwise: number): Stages {
  if (hadDenies(policy)) return at(phases.oldDeniesOut, policy);
  return at(bringsDenies(policy) ? phases.newDenies : otherwise, policy);
}

/** One change, in that phase. */
function at(phase: number, policy: PolicyChange): Stages {
  return stages(policy, [[phase, policy.afterText]]);
}

/** What the policy becomes in some phases, in their order; before the first it is what it was. */
function stages({ beforeText }: PolicyChange, becomes: readonly (readonly [phase: number, stage: Stage])[]): Stages {
  return PHASES.map((phase) => {
    const last = becomes.findLast(([from]) => from <= phase);
    return last === undefined ? beforeText : last[1];
  });
}

function isOnly(policy: PolicyChange, change: Change, has: (policy: PolicyChange) => boolean): boolean {
  return has(policy) && change.policies.every((other) => other === policy || !has(other));
}

import type { Direction } from '../../iam/policy/types.ts';
import type { AccessState } from './access-state.ts';
import {
  both,
  bringsDenies,
  hadDenies,
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

/** What a policy is after each phase; between two of them access only grows or only shrinks. */
type Stages = readonly Stage[];

/** An attached policy that both allows and denies cannot be taken apart: it comes under the other denies, and goes before they do. */
const PHASES = {
  newDenies: 1,
  newAllowsWithDenies: 2,
  newAllows: 3,
  overwrites: 4,
  oldAllowsOut: 5,
  oldAllowsWithDeniesOut: 6,
  oldDeniesOut: 7,
} as const;

/** A way from one state to another. */
export interface Strategy {
  /** The trust policy in force on the way. */
  readonly trust: (change: Change) => string;
  /** After which of the phases (0: before the first) the boundary changes. */
  readonly boundaryAfter: (change: Change) => number;
  readonly stages: (policy: PolicyChange, change: Change) => Stages;
}

/** New denies, new allows, old allows out, old denies out: nothing that both roles allow is ever missing. */
const growThenShrink: Strategy = {
  trust: (change) => change.sharedTrust,
  boundaryAfter: (change) => (change.boundary === 'narrower' ? 0 : PHASES.oldDeniesOut),
  stages(policy, change) {
    const { beforeText, afterText } = policy;
    const others = change.policies.filter(
      (other) => other !== policy && other.kind === 'inline' && other.beforeText !== undefined,
    );
    if (policy.kind === 'managed') return attached(policy, PHASES.newAllows, PHASES.oldAllowsOut);
    if (beforeText !== undefined && afterText !== undefined && mayGoDirectly(policy, others))
      return at(PHASES.overwrites, beforeText, afterText);
    if (isOnly(policy, change, bringsDenies) && beforeText === undefined) return at(PHASES.newDenies, undefined, afterText);
    if (isOnly(policy, change, hadDenies) && afterText === undefined) return at(PHASES.oldDeniesOut, beforeText, undefined);
    return stages({
      [PHASES.newDenies]: withNewDenies(policy),
      [PHASES.newAllows]: both(policy),
      [PHASES.oldAllowsOut]: withOldDenies(policy),
      [PHASES.oldDeniesOut]: afterText,
    });
  },
};

/** Down to what both roles allow, then the boundary, then up: for boundaries that differ both ways, and for full quotas. */
const shrinkThenGrow: Strategy = {
  trust: (change) => change.sharedTrust,
  boundaryAfter: () => PHASES.newAllows,
  stages(policy) {
    if (policy.kind === 'managed') return attached(policy, PHASES.overwrites, PHASES.newAllows);
    return stages({
      [PHASES.newDenies]: withNewDenies(policy),
      [PHASES.newAllows]: shared(policy),
      [PHASES.overwrites]: withOldDenies(policy),
      [PHASES.oldDeniesOut]: policy.afterText,
    });
  },
};

/** Nobody is let in while everything else changes: no excess whatever the change is, at the price of a gap. */
const closeThenOpen: Strategy = {
  trust: () => CLOSED_TRUST,
  boundaryAfter: () => 2,
  stages(policy) {
    if (policy.afterText === undefined) return at(1, policy.beforeText, undefined);
    return at(policy.beforeText === undefined ? 3 : 2, policy.beforeText, policy.afterText);
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
  phase: (typeof PHASES)[number],
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

/** Attached from that phase on, or detached from that one on. */
function attached({ beforeText, afterText }: PolicyChange, attachedIn: number, detachedIn: number): Stages {
  return at(beforeText === undefined ? attachedIn : detachedIn, beforeText, afterText);
}

/** One change, in that phase. */
function at(phase: number, before: Stage, after: Stage): Stages {
  const stage = (current: number) => (current < phase ? before : after);
  return [stage(1), stage(2), stage(3), stage(4), stage(5)];
}

function isOnly(policy: PolicyChange, change: Change, has: (policy: PolicyChange) => boolean): boolean {
  return has(policy) && change.policies.every((other) => other === policy || !has(other));
}

import type { Action, Drift, RoleReport } from '../../reconciler/types.ts';
import { openDriftOf } from '../memory/open-drift.ts';
import { afterCorrection, afterDriftingBack, isOver } from '../memory/relapse.ts';
import { touches } from '../memory/touched-units.ts';
import type { Relapse, RoleStatus } from '../state/state.ts';

type Relapses = Readonly<Record<string, Relapse>>;

/** Which units of a role came back, and which were corrected, once a pass judged it. */
export function relapsesAfter(
  report: Pick<RoleReport, 'drift' | 'actions'>,
  before: RoleStatus | undefined,
  relapses: Relapses,
  now: Date,
): Relapses {
  const drifting = report.drift.map((drift): [string, Relapse | undefined] => [
    drift.unit,
    relapseOf(drift, report.actions, before, relapses, now),
  ]);
  const units = new Set(drifting.map(([unit]) => unit));
  const calm = Object.entries(relapses).filter(([unit, relapse]) => !units.has(unit) && !isOver(relapse, now));
  return Object.fromEntries(
    [...calm, ...drifting].flatMap(([unit, relapse]) => (relapse === undefined ? [] : [[unit, relapse]])),
  );
}

function relapseOf(
  { unit, tolerated }: Drift,
  actions: readonly Action[],
  before: RoleStatus | undefined,
  relapses: Relapses,
  now: Date,
): Relapse | undefined {
  const known = openDriftOf(before, unit) !== undefined;
  const relapse = known ? relapses[unit] : afterDriftingBack(relapses[unit], now);
  return tolerated === null && wasCorrected(unit, actions) ? afterCorrection(relapse, now) : relapse;
}

function wasCorrected(unit: string, actions: readonly Action[]): boolean {
  return actions.some((action) => action.outcome === 'done' && touches(changingCall(action), unit) && !isOtherTag(action, unit));
}

function changingCall({ call, input }: Action) {
  return {
    call,
    policyName: 'PolicyName' in input ? input.PolicyName : null,
    policyArn: 'PolicyArn' in input ? input.PolicyArn : null,
  };
}

function isOtherTag({ input }: Action, unit: string): boolean {
  if ('Tags' in input && input.Tags !== undefined && unit.startsWith('tags['))
    return !input.Tags.some(({ Key }) => unit === `tags[${Key}]`);
  return 'TagKeys' in input && !input.TagKeys.some((key) => unit === `tags[${key}]`);
}

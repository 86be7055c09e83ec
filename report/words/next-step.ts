import type { DriftReport } from '../../reconciler/types.ts';
import { exitStatus } from '../exit-status.ts';
import { isHeld } from './held.ts';

export type Verb = 'plan' | 'apply';

function hasPlannedAction(report: DriftReport): boolean {
  return report.roles.some((role) => role.actions.some((action) => action.outcome === 'planned'));
}

/**
 * The command to run next; `undefined` where there is nothing to do.
 * `specs` are the arguments to repeat, quoted for the shell; without them no command is named.
 */
export function nextStep(report: DriftReport, verb: Verb, specs: string | undefined): string | undefined {
  if (specs === undefined) return undefined;
  if (isHeld(report, verb) && report.planHash !== null) return `rolecall apply ${specs} --approve ${report.planHash}`;
  if (verb === 'apply') return exitStatus(report) === 0 ? undefined : `rolecall plan ${specs}`;
  return hasPlannedAction(report) ? `rolecall apply ${specs}` : undefined;
}

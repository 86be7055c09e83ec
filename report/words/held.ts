import type { DriftReport } from '../../reconciler/types.ts';
import type { Verb } from './next-step.ts';

/** Whether the brake keeps a plan from being done, or kept it; an approved plan was let through. */
export function isHeld({ brake, roles }: Pick<DriftReport, 'brake' | 'roles'>, verb: Verb): boolean {
  return brake !== null && (verb === 'plan' || roles.some(({ reasons }) => reasons.some(({ code }) => code === 'Brake')));
}

/** What a reader must not miss of the whole run. */
export function loudNotices(report: DriftReport, verb: Verb): readonly string[] {
  const incomplete = report.complete ? [] : ['Not everything could be read: this report is incomplete.'];
  return [...incomplete, ...(report.brake !== null && isHeld(report, verb) ? [report.brake.message] : [])];
}

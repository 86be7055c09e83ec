import type { DriftReport, RoleReport } from '../../reconciler/types.ts';
import type { PlanEffects } from '../plan/plan-effects.ts';
import { counted, statusWords } from '../words/counts.ts';
import { isHeld } from '../words/held.ts';
import type { Verb } from '../words/next-step.ts';
import { plannedWork } from '../words/planned-work.ts';
import { accessWords } from './access-words.ts';

/** What a reader must know of although no call is made for it. */
const STUCK = ['Invalid', 'Unknown', 'Failed', 'Refused', 'Suspended'] as const;

function statusCounts(roles: readonly RoleReport[], statuses: readonly RoleReport['status'][]): readonly string[] {
  const counts = statuses.map((status) => [status, roles.filter((role) => role.status === status).length] as const);
  return counts.filter(([, count]) => count > 0).map(([status, count]) => `${count} ${statusWords(status)}`);
}

/** What an apply leaves as it is: because it is only observed, because a spec lets it stay, or because IAM cannot change it. */
function leftWords(roles: readonly RoleReport[]): readonly string[] {
  const isLeft = ({ mode, actions }: RoleReport) => mode !== 'enforce' || !actions.some(({ outcome }) => outcome === 'planned');
  const drifted = roles.filter((role) => role.status === 'Drifted' && isLeft(role)).length;
  const critical = roles.filter((role) =>
    role.drift.some((each) => each.severity === 'critical' && (each.tolerated !== null || isLeft(role))),
  ).length;
  return [
    ...(drifted === 0 ? [] : [`${drifted} drifted and left so`]),
    ...(critical === 0 ? [] : [`critical drift stays in ${critical}`]),
  ];
}

function problemWords({ problems }: DriftReport): string | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return errors === 0 ? undefined : `${counted(errors, 'problem')} in specs`;
}

function planned(report: DriftReport, effects: PlanEffects): readonly (string | undefined)[] {
  const { roles } = report;
  const work = plannedWork(report);
  const held = isHeld(report, 'plan') ? 'held by the brake; once approved, apply would ' : 'apply would ';
  return [
    work === undefined ? 'nothing to apply' : `${held}${work}`,
    ...accessWords(effects, 'applied'),
    ...accessWords(effects, 'observed'),
    ...accessWords(effects, 'refused'),
    ...leftWords(roles),
    ...statusCounts(roles, [...STUCK, 'Orphaned']),
  ];
}

function applied(report: DriftReport): readonly string[] {
  const told = statusCounts(report.roles, ['Corrected', 'Drifted', 'Progressing', ...STUCK]);
  const held = isHeld(report, 'apply') ? ['held by the brake'] : [];
  return told.length === 0 ? [...held, 'no role needed correction'] : [...held, ...told];
}

/** What comes of it, in one line: "apply would correct 4 roles and create 1; access widens in 2; 1 refused". */
export function verdict(report: DriftReport, verb: Verb, effects: PlanEffects): string {
  const said = verb === 'plan' ? planned(report, effects) : applied(report);
  const parts = [report.complete ? undefined : 'incomplete', ...said, problemWords(report)];
  return parts.filter((words) => words !== undefined).join('; ');
}

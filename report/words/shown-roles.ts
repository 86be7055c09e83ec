import type { DriftReport, Reason, RoleReport } from '../../reconciler/types.ts';
import type { Problem } from '../../specs/types.ts';
import { isQuiet } from './quiet-roles.ts';
import { groupedRoles } from './role-groups.ts';
import { worstFirst } from './worst-first.ts';

/** A problem is told in full among the problems, so that the role only says where. */
function withoutProblem(reason: Reason, { source }: RoleReport, problems: readonly Problem[]): Reason {
  if (reason.code !== 'Invalid') return reason;
  const told = problems.find(({ file, message }) => file === source?.file && reason.message.includes(message));
  if (told === undefined) return reason;
  const place = `${told.file}:${told.line}:${told.column}`;
  return { code: 'Invalid', message: `The spec cannot be used, see ${place}. Nothing is written until it is corrected.` };
}

/** What the calls of a role already say is not said again. */
function toldReasons(role: RoleReport, problems: readonly Problem[]): readonly Reason[] {
  const reasons = role.reasons.filter(({ code }) => code !== 'Released' || role.actions.length === 0);
  return reasons.map((reason) => withoutProblem(reason, role, problems));
}

/** The roles that a report tells of one by one, worst first, those with one story together; the others are told in its notices. */
export function shownRoles({ roles, problems }: DriftReport): readonly (readonly RoleReport[])[] {
  const shown = worstFirst(roles).filter((role) => role.status !== 'Orphaned' && !isQuiet(role));
  return groupedRoles(shown.map((role) => ({ ...role, reasons: toldReasons(role, problems) })));
}

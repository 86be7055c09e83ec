import type { DriftReport, RoleReport, Status } from '../reconciler/types.ts';
import { printable } from './escaping/printable.ts';
import { counted, statusWords } from './words/counts.ts';
import { groupNames } from './words/role-groups.ts';
import { shownRoles } from './words/shown-roles.ts';

const LEFT_OUT: readonly Status[] = ['Invalid', 'Unknown', 'Failed', 'Refused', 'Progressing'];

function roleSentence(roles: readonly RoleReport[]): readonly string[] {
  const [role] = roles;
  if (role === undefined || !LEFT_OUT.includes(role.status)) return [];
  const who = roles.length === 1 ? role.name : counted(roles.length, 'role');
  const names = roles.length === 1 ? [] : [`${groupNames(roles)}.`];
  const why = role.reasons.map(({ message }) => message);
  return [printable([`${who} ${statusWords(role.status)}:`, ...names, ...why].join(' '))];
}

/**
 * What a script of a plan does not do, and why: problems, and roles that may not or cannot be written. A heading and one line
 * each, or nothing.
 */
export function leftOut(report: DriftReport): readonly string[] {
  const problems = report.problems.map(({ file, line, column, severity, message }) =>
    printable(`${file}:${line}:${column}: ${severity}: ${message}`),
  );
  const incomplete = report.complete ? [] : ['Not everything could be read: this plan is incomplete.'];
  const sentences = [...incomplete, ...problems, ...shownRoles(report).flatMap(roleSentence)];
  return sentences.length === 0 ? [] : ['Not in this script:', ...sentences.map((sentence) => `  ${sentence}`)];
}

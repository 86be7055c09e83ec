import type { Drift, RoleReport } from '../../reconciler/types.ts';
import { clipped } from '../alerts/clipped.ts';
import { driftWords } from '../drift/drift-words.ts';
import { roleDiff } from '../drift/role-diff.ts';
import { htmlCode, markdownBlock, markdownCode, markdownText } from '../escaping/markdown-text.ts';
import { actionWords } from '../words/action-words.ts';
import { counted, statusWords } from '../words/counts.ts';
import type { Verb } from '../words/next-step.ts';
import { groupNames } from '../words/role-groups.ts';
import { worstDriftFirst, worstSeverity } from '../words/worst-first.ts';
import type { Part } from './bounded-markdown.ts';
import { movementOf } from './movement.ts';

/** Longer than any name that IAM allows. */
const LONGEST_NAME = 200;
const MOVES = {
  widens: 'apply widens its access',
  narrows: 'apply narrows its access',
  changes: 'apply changes its access',
} as const;

function actorHtml(drift: readonly Drift[]): readonly string[] {
  const [by] = drift.flatMap((each) => each.by ?? []);
  return by === undefined ? [] : [`changed by ${htmlCode(clipped(by.who, LONGEST_NAME))} at ${htmlCode(clipped(by.at, 40))}`];
}

/** What an apply does to a role as a whole; empty where it leaves its access as it is, or leaves the role alone. */
function effect(role: RoleReport): readonly string[] {
  const calls =
    role.mode === 'enforce' ? role.actions.filter(({ outcome }) => outcome === 'planned').map(({ call }) => call) : [];
  if (calls.includes('CreateRole')) return ['apply creates it'];
  if (calls.includes('DeleteRole')) return ['apply deletes it'];
  const movement = movementOf(role);
  return movement === undefined ? [] : [MOVES[movement]];
}

/** What can be read while the rest is folded away: how bad it is, which way it goes, and who did it. */
function summaryHtml(role: RoleReport, verb: Verb): string {
  const drift = worstDriftFirst(role.drift);
  const severity = worstSeverity(role);
  const said = [
    ...(severity === undefined ? [statusWords(role.status)] : [`${statusWords(role.status)}, <b>${severity}</b>`]),
    ...(verb === 'plan' ? effect(role) : []),
    ...actorHtml(drift),
  ];
  return `${htmlCode(clipped(role.name, LONGEST_NAME))}: ${said.join('; ')}`;
}

function driftMarkdown(drift: Drift, { actions }: RoleReport, withDiff: boolean): readonly string[] {
  const diff = withDiff ? roleDiff(drift, actions).map(({ sign, text }) => `${sign} ${text}`.trimEnd()) : [];
  const block = diff.length === 0 ? [] : [markdownBlock('diff', diff), ''];
  return [`**${drift.severity}** ${markdownCode(drift.unit)}: ${markdownText(driftWords(drift))}`, '', ...block];
}

function actionsMarkdown({ actions }: RoleReport, verb: Verb): readonly string[] {
  if (actions.length === 0) return [];
  const steps = actionWords(actions).map((words, index) => {
    const outcome = actions[index]?.outcome ?? 'planned';
    return `${index + 1}. ${markdownText(words)}${outcome === 'planned' ? '' : ` (${outcome})`}`;
  });
  return [verb === 'plan' ? 'Apply would:' : 'Calls:', '', ...steps, ''];
}

function reasonsMarkdown({ reasons }: RoleReport): readonly string[] {
  return reasons.length === 0 ? [] : [...reasons.map(({ code, message }) => `- **${code}**: ${markdownText(message)}`), ''];
}

function folded(summary: string, body: readonly string[], isOpen: boolean): string {
  return [`<details${isOpen ? ' open' : ''}>`, `<summary>${summary}</summary>`, '', ...body, '</details>', '', ''].join('\n');
}

function body(role: RoleReport, verb: Verb, withDiffs: boolean): readonly string[] {
  const where = role.source === null ? '' : ` (${markdownCode(`${role.source.file}:${role.source.line}`)})`;
  return [
    `${role.kind ?? 'Not declared'}${where}`,
    '',
    ...reasonsMarkdown(role),
    ...worstDriftFirst(role.drift).flatMap((drift) => driftMarkdown(drift, role, withDiffs)),
    ...(withDiffs ? [] : ['The differences themselves are left out.', '']),
    ...actionsMarkdown(role, verb),
  ];
}

/**
 * Roles with one story, folded away below what is worst in it; one by itself with its differences.
 * @param isOpen unfolded from the start
 */
export function roleMarkdown(roles: readonly [RoleReport, ...RoleReport[]], verb: Verb, isOpen: boolean): Part {
  return roles.length === 1 ? singleRole(roles[0], verb, isOpen) : groupOfRoles(roles, isOpen);
}

function singleRole(role: RoleReport, verb: Verb, isOpen: boolean): Part {
  const summary = summaryHtml(role, verb);
  const full = () => folded(summary, body(role, verb, true), isOpen);
  const withoutDiffs = () => folded(summary, body(role, verb, false), false);
  return {
    ...{ noun: 'role', count: 1, brief: `${briefly(role)}\n\n` },
    fuller: role.drift.length === 0 ? [full] : [full, withoutDiffs],
  };
}

function groupOfRoles(roles: readonly [RoleReport, ...RoleReport[]], isOpen: boolean): Part {
  const [role] = roles;
  const summary = `${counted(roles.length, 'role')}: ${statusWords(role.status)}`;
  const story = () => [markdownText(groupNames(roles)), '', ...reasonsMarkdown(role)];
  return { noun: 'role', count: roles.length, brief: `${summary}.\n\n`, fuller: [() => folded(summary, story(), isOpen)] };
}

function briefly(role: RoleReport): string {
  const severity = worstSeverity(role);
  const name = markdownCode(clipped(role.name, LONGEST_NAME));
  return `${name}: ${statusWords(role.status)}${severity === undefined ? '' : `, **${severity}**`}.`;
}

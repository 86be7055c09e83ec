import type { Drift, DriftReport, RoleReport } from '../reconciler/types.ts';
import { driftWords } from './drift/drift-words.ts';
import { roleDiff } from './drift/role-diff.ts';
import { markdownBlock, markdownCode, markdownText } from './escaping/markdown-text.ts';
import { actionWords } from './words/action-words.ts';
import { counted, statusWords, summaryLine } from './words/counts.ts';
import { loudNotices } from './words/held.ts';
import { nextStep, type Verb } from './words/next-step.ts';
import { orphanNotice } from './words/orphans.ts';
import { plannedWorkSentence } from './words/planned-work.ts';
import { quietNotices } from './words/quiet-roles.ts';
import { groupNames } from './words/role-groups.ts';
import { shownRoles } from './words/shown-roles.ts';
import { worstDriftFirst } from './words/worst-first.ts';

export interface MarkdownOptions {
  readonly verb: Verb;
  /** The arguments that the next command repeats, quoted for the shell; `undefined` names no next command. */
  readonly specs: string | undefined;
}

function driftMarkdown(drift: Drift, { actions }: RoleReport): readonly string[] {
  const diff = roleDiff(drift, actions).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  const block = diff.length === 0 ? [] : [markdownBlock('diff', diff), ''];
  return [`**${drift.severity}** ${markdownCode(drift.unit)}: ${markdownText(driftWords(drift))}`, '', ...block];
}

function actionsMarkdown({ actions }: RoleReport, verb: Verb): readonly string[] {
  if (actions.length === 0) return [];
  const items = actionWords(actions).map((words, index) => {
    const outcome = actions[index]?.outcome ?? 'planned';
    return `${index + 1}. ${markdownText(words)}${outcome === 'planned' ? '' : ` (${outcome})`}`;
  });
  return [verb === 'plan' ? 'Apply would:' : 'Calls:', '', ...items, ''];
}

function roleMarkdown(role: RoleReport, verb: Verb): readonly string[] {
  const where = role.source === null ? '' : ` (${markdownCode(`${role.source.file}:${role.source.line}`)})`;
  return [
    `## ${markdownCode(role.name)}: ${statusWords(role.status)}`,
    '',
    `${role.kind ?? 'Not declared'}${where}`,
    '',
    ...worstDriftFirst(role.drift).flatMap((drift) => driftMarkdown(drift, role)),
    ...actionsMarkdown(role, verb),
    ...reasonsMarkdown(role),
  ];
}

function reasonsMarkdown({ reasons }: RoleReport): readonly string[] {
  return listed(reasons.map(({ code, message }) => `**${code}**: ${markdownText(message)}`));
}

function rolesMarkdown(roles: readonly RoleReport[], verb: Verb): readonly string[] {
  const [role, ...others] = roles;
  if (role === undefined) return [];
  if (others.length === 0) return roleMarkdown(role, verb);
  return [
    `## ${counted(roles.length, 'role')}: ${statusWords(role.status)}`,
    '',
    markdownText(groupNames(roles)),
    '',
    ...reasonsMarkdown(role),
  ];
}

function listed(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ''];
}

function problemsMarkdown({ problems }: DriftReport): readonly string[] {
  const items = problems.map((problem) => {
    return `${markdownCode(`${problem.file}:${problem.line}:${problem.column}`)} ${problem.severity}: ${markdownText(problem.message)}`;
  });
  return items.length === 0 ? [] : ['## Problems', '', ...listed(items)];
}

/** A report for a pull request or a wiki. Every name and message is shown literally. Ends with a newline. */
export function markdownReport(report: DriftReport, { verb, specs }: MarkdownOptions): string {
  const orphans = orphanNotice(report.roles);
  const loud = [...loudNotices(report, verb), ...(orphans === undefined ? [] : [orphans])];
  const work = verb === 'plan' ? plannedWorkSentence(report) : undefined;
  const next = nextStep(report, verb, specs);
  const lines = [
    `# Rolecall ${verb}`,
    '',
    `**${markdownText(summaryLine(report))}**`,
    '',
    ...(work === undefined ? [] : [markdownText(work), '']),
    ...listed(loud.map((text) => `**${markdownText(text)}**`)),
    ...shownRoles(report).flatMap((roles) => rolesMarkdown(roles, verb)),
    ...problemsMarkdown(report),
    ...listed([...report.notices, ...quietNotices(report.roles)].map(markdownText)),
    ...(next === undefined ? [] : [`Next: ${markdownCode(next)}`]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

import type { Drift, DriftReport, RoleReport } from '../reconciler/types.ts';
import { actionWords } from './action-words.ts';
import { statusWords, summaryLine } from './counts.ts';
import { driftDiff } from './drift-diff.ts';
import { driftWords } from './drift-words.ts';
import { markdownBlock, markdownCode, markdownText } from './markdown-text.ts';
import { nextStep, type Verb } from './next-step.ts';
import { isQuiet, quietNotices } from './quiet-roles.ts';
import { worstFirst } from './worst-first.ts';

export interface MarkdownOptions {
  readonly verb: Verb;
  /** The arguments that the next command repeats, quoted for the shell. */
  readonly specs: string;
}

function driftMarkdown(drift: Drift): readonly string[] {
  const diff = driftDiff(drift).map(({ sign, text }) => `${sign} ${text}`);
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
  const reasons = role.reasons.map(({ code, message }) => `- **${code}**: ${markdownText(message)}`);
  return [
    `## ${markdownCode(role.name)}: ${statusWords(role.status)}`,
    '',
    `${role.kind ?? 'Not declared'}${where}`,
    '',
    ...role.drift.flatMap(driftMarkdown),
    ...actionsMarkdown(role, verb),
    ...(reasons.length === 0 ? [] : [...reasons, '']),
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
  const incomplete = report.complete ? [] : ['Not everything could be read: this report is incomplete.'];
  const loud = [...incomplete, ...(report.brake === null ? [] : [report.brake.message])];
  const next = nextStep(report, verb, specs);
  const lines = [
    `# ${verb === 'plan' ? 'Plan' : 'Apply'} for account ${markdownText(report.account)}`,
    '',
    `**${summaryLine(report.summary)}**`,
    '',
    ...listed(loud.map((text) => `**${markdownText(text)}**`)),
    ...worstFirst(report.roles)
      .filter((role) => !isQuiet(role))
      .flatMap((role) => roleMarkdown(role, verb)),
    ...problemsMarkdown(report),
    ...listed([...report.notices, ...quietNotices(report.roles)].map(markdownText)),
    ...(next === undefined ? [] : [`Next: ${markdownCode(next)}`]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

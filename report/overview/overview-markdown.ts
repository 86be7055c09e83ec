import type { DefinitionAudit } from '../../audit/types.ts';
import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import type { Drift } from '../../reconciler/types.ts';
import { auditSummaryLine, sentence } from '../audit/audit-words.ts';
import { definitionName } from '../audit/definition-words.ts';
import { driftWords } from '../drift/drift-words.ts';
import { markdownCode, markdownText } from '../escaping/markdown-text.ts';
import { statusWords, summaryLine } from '../words/counts.ts';
import { worstDriftFirst } from '../words/worst-first.ts';
import type { Overview, OverviewItem, OverviewRole } from './overview.ts';
import {
  changesLine,
  coverageLine,
  driftingLine,
  minuteOf,
  orphansLine,
  trendLine,
  unusedLine,
  waiverLine,
} from './overview-lines.ts';

const MOST_ROWS = 100;

/** A report for a wiki or an issue: the counts, what changed, and tables of roles and findings, worst first. Every name is shown literally. Ends with a newline. */
export function overviewMarkdown(overview: Overview): string {
  const { account, madeAt, mode, notices, changes } = overview;
  const lines = [
    `# Rolecall report, ${minuteOf(madeAt)}`,
    '',
    markdownText(`Account ${account}, mode ${mode}.`),
    '',
    ...listed(countsOf(overview).map((line) => `**${markdownText(line)}**`)),
    ...(changes === null ? [] : titled('## What changed', changeRows(changes))),
    ...titled('## Roles', rolesTable(overview)),
    ...titled('## Findings', findingsTable(overview)),
    ...titled('## Most drifting', listed(overview.mostDrifting.map(driftingLine).map(markdownText))),
    ...titled('## Waivers', listed(overview.expiringWaivers.map((waiver) => markdownText(waiverLine(waiver, madeAt))))),
    ...titled('## Problems', problems(overview)),
    ...titled('## Notices', listed([...lostAndUnused(overview), ...notices].map(markdownText))),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function countsOf(overview: Overview): readonly string[] {
  const { account, audit, complete } = overview;
  const lines = [
    complete ? undefined : 'Not everything could be read: this report is incomplete.',
    summaryLine(overview),
    audit === null ? undefined : auditSummaryLine({ account, summary: audit, problems: [] }),
    changesLine(overview),
    trendLine(overview),
    coverageLine(overview),
  ];
  return lines.filter((line) => line !== undefined);
}

function lostAndUnused(overview: Overview): readonly string[] {
  return [orphansLine(overview), unusedLine(overview)].filter((line) => line !== undefined);
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, '', ...lines];
}

function listed(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ''];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rest = rows.length - MOST_ROWS;
  const shown = rest > 0 ? rows.slice(0, MOST_ROWS) : rows;
  return [line(heads), line(heads.map(() => '---')), ...shown.map(line), '', ...(rest > 0 ? [`And ${rest} more.`, ''] : [])];
}

/** A pipe would end the cell, even in a code span. */
function code(text: string): string {
  return text === '' ? '' : markdownCode(text).replaceAll('|', '\\|');
}

function changeRows({ appeared, gone }: NonNullable<Overview['changes']>): readonly string[] {
  const row = (word: string) => (item: OverviewItem) => [word, item.severity, code(item.subject), code(item.what)];
  return table(['', 'severity', 'of', 'what'], [...appeared.map(row('new')), ...gone.map(row('gone'))]);
}

function rolesTable({ roles }: Overview): readonly string[] {
  const rows = roles.filter(isShown).flatMap(roleRows);
  return table(['role', 'status', 'severity', 'unit', 'what'], rows);
}

function isShown(role: OverviewRole): boolean {
  return (
    role.status !== 'Orphaned' &&
    (role.status !== 'InSync' || remainingDrift(role).some(({ severity }) => severity === 'critical'))
  );
}

function roleRows(role: OverviewRole): readonly (readonly string[])[] {
  const { name, status, drift, reasons } = role;
  const rows = worstDriftFirst(drift).map((one) => driftCells(one));
  const why = reasons.map(({ message }) => ['', '', markdownText(message)]);
  return [...rows, ...why].map((cells, index) =>
    index === 0 ? [code(name), statusWords(status), ...cells] : ['', '', ...cells],
  );
}

function driftCells(drift: Drift): readonly string[] {
  return [drift.severity, code(drift.unit), markdownText(driftWords(drift))];
}

function findingsTable({ taskDefinitions }: Overview): readonly string[] {
  return table(['task definition', 'severity', 'rule', 'what', 'what to do'], taskDefinitions.flatMap(findingRows));
}

function findingRows(definition: DefinitionAudit): readonly (readonly string[])[] {
  return definition.findings
    .filter(({ waived }) => waived === null)
    .map(({ severity, rule, message, remedy }) => [
      code(definitionName(definition)),
      severity,
      rule,
      markdownText(sentence(message)),
      markdownText(sentence(remedy.text)),
    ]);
}

function problems({ problems: all }: Overview): readonly string[] {
  return listed(
    all.map(({ file, line, column, severity, message }) => {
      return `${code(`${file}:${line}:${column}`)} ${severity}: ${markdownText(message)}`;
    }),
  );
}

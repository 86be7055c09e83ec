import type { DefinitionAudit } from '../../audit/types.ts';
import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import { minuteOf } from '../../controller/instant.ts';
import type { Drift } from '../../reconciler/types.ts';
import { clipped } from '../alerts/clipped.ts';
import { auditSummaryLine, sentence } from '../audit/audit-words.ts';
import { definitionName } from '../audit/definition-words.ts';
import { driftWords } from '../drift/drift-words.ts';
import { markdownCode, markdownText } from '../escaping/markdown-text.ts';
import { boundedMarkdown, type Part, type Section } from '../markdown/bounded-markdown.ts';
import { capped, items } from '../markdown/items.ts';
import { problemSection } from '../markdown/problem-items.ts';
import { statusWords, summaryLine } from '../words/counts.ts';
import { worstDriftFirst } from '../words/worst-first.ts';
import type { Overview, OverviewItem, OverviewRole } from './overview.ts';
import { changesLine, coverageLine, driftingLine, modeWords, orphansLine, unusedLine, waiverLine } from './overview-lines.ts';
import { trendWords } from './trend-words.ts';

const MOST_ROWS = 100;

/**
 * A report for a wiki or an issue: the counts, what changed, and tables of roles and findings, worst first.
 * Every name is shown literally and calls nobody. Never longer than a comment may be. Ends with a newline.
 */
export function overviewMarkdown(overview: Overview): string {
  const { account, madeAt, changes, mostDrifting, expiringWaivers } = overview;
  const title = `# Rolecall report, ${markdownText(minuteOf(madeAt))}\n\n`;
  return boundedMarkdown({
    opening: `${title}${markdownText(`Account ${clipped(account, LONGEST_NAME)}, ${modeWords(overview)}.`)}\n`,
    sections: [
      { opening: '', parts: items('count', countsOf(overview), (line) => `**${markdownText(line)}**`) },
      problemSection(overview.problems, '## Problems'),
      titled('## Notices', items('notice', [...lostAndUnused(overview), ...overview.notices])),
      ...(changes === null ? [] : [table('## What changed', 'change', ['', 'severity', 'of', 'what'], changeRows(changes))]),
      table('## Roles', 'role', ['role', 'status', 'severity', 'unit', 'what'], overview.roles.filter(isShown).map(roleRows)),
      table('## Findings', 'finding', FINDING, overview.taskDefinitions.flatMap(findingRows), pasteWords(overview)),
      titled('## Most drifting', items('drifting role', mostDrifting.map(driftingLine))),
      titled(
        '## Waivers',
        items(
          'waiver',
          expiringWaivers.map((waiver) => waiverLine(waiver, madeAt)),
        ),
      ),
    ],
    closing: '',
  });
}

/** Longer than any name that is meant to be read. */
const LONGEST_NAME = 300;
/** Characters of a cell where there is no room for more. */
const BRIEF = 60;
const FINDING = ['task definition', 'severity', 'rule', 'what', 'what to do'];

/** A cell's text, cut to so many characters before it is escaped. */
type Cut = (text: string) => string;
/** The cells of the rows that belong together, made of texts that are cut or not. */
type Rows = (cut: Cut) => readonly (readonly string[])[];

function countsOf(overview: Overview): readonly string[] {
  const { account, audit, complete } = overview;
  const lines = [
    complete ? undefined : 'Not everything could be read: this report is incomplete.',
    summaryLine(overview),
    audit === null ? undefined : auditSummaryLine({ account, summary: audit, problems: [] }),
    changesLine(overview),
    trendWords(overview),
    coverageLine(overview),
  ];
  return lines.filter((line) => line !== undefined);
}

function lostAndUnused(overview: Overview): readonly string[] {
  return [orphansLine(overview), unusedLine(overview)].filter((line) => line !== undefined);
}

function titled(title: string, parts: readonly Part[]): Section {
  return { opening: `${title}\n\n`, parts };
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** What is to be pasted has no room in a cell. */
function pasteWords({ taskDefinitions }: Overview): string {
  const remedies = taskDefinitions.flatMap(({ findings }) => findings.filter(({ waived }) => waived === null));
  if (remedies.every(({ remedy: { command, spec } }) => command === null && spec === null)) return '';
  return 'The commands and the lines of specs for what to do are in the report as HTML, and in what `rolecall audit` says.\n\n';
}

/** @param words a paragraph above it, or nothing */
function table(title: string, noun: string, heads: readonly string[], entries: readonly Rows[], words = ''): Section {
  const lines = (rows: readonly (readonly string[])[]) => rows.map(line).join('');
  const parts = entries.map((rows): Part => {
    const brief = lines(rows((text) => clipped(text, BRIEF)).slice(0, 1));
    return { noun, count: 1, brief, fuller: [() => lines(rows((text) => text))] };
  });
  return { opening: `${title}\n\n${words}${line(heads)}${line(heads.map(() => '---'))}`, parts: capped(noun, parts, MOST_ROWS) };
}

/** A pipe would end the cell, even in a code span. */
function code(text: string): string {
  return text === '' ? '' : markdownCode(text).replaceAll('|', '\\|');
}

function changeRows({ appeared, gone }: NonNullable<Overview['changes']>): readonly Rows[] {
  const row =
    (word: string) =>
    ({ severity, subject, what }: OverviewItem): Rows =>
    (cut) => [[word, severity, code(cut(subject)), code(cut(what))]];
  return [...appeared.map(row('new')), ...gone.map(row('gone'))];
}

function isShown(role: OverviewRole): boolean {
  return (
    role.status !== 'Orphaned' &&
    (role.status !== 'InSync' || remainingDrift(role).some(({ severity }) => severity === 'critical'))
  );
}

function roleRows({ name, status, drift, reasons }: OverviewRole): Rows {
  return (cut) => {
    const rows = worstDriftFirst(drift).map((one) => driftCells(one, cut));
    const why = reasons.map(({ message }) => ['', '', markdownText(cut(message))]);
    const said = rows.length + why.length === 0 ? [['', '', '']] : [...rows, ...why];
    return said.map((cells, index) => (index === 0 ? [code(cut(name)), statusWords(status), ...cells] : ['', '', ...cells]));
  };
}

function driftCells(drift: Drift, cut: Cut): readonly string[] {
  return [drift.severity, code(cut(drift.unit)), markdownText(cut(driftWords(drift)))];
}

function findingRows(definition: DefinitionAudit): readonly Rows[] {
  return definition.findings
    .filter(({ waived }) => waived === null)
    .map(({ severity, rule, message, remedy }): Rows => {
      const words = [definitionName(definition), sentence(message), sentence(remedy.text)] as const;
      return (cut) => [[code(cut(words[0])), severity, rule, markdownText(cut(words[1])), markdownText(cut(words[2]))]];
    });
}

import { minuteOf } from '../../controller/instant.ts';
import { auditText } from '../audit/audit-text.ts';
import { printable } from '../escaping/printable.ts';
import type { Layout } from '../role-text.ts';
import { textReport } from '../text.ts';
import { createInk } from '../words/ink.ts';
import { wrapped } from '../words/wrapped.ts';
import type { Overview, OverviewItem } from './overview.ts';
import { changesLine, coverageLine, driftingLine, modeWords, unusedLine, waiverLine } from './overview-lines.ts';
import { auditReportOf, driftReportOf } from './overview-reports.ts';
import { trendWords } from './trend-words.ts';

export interface OverviewTextOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** The text of each file, to show the lines of problems. */
  readonly sources?: ReadonlyMap<string, string>;
}

const MOST_ITEMS = 20;

/** A report for a terminal: every role and finding in full, and below them what changed, who drifts and what to look after. Ends with a newline. */
export function overviewText(overview: Overview, options: OverviewTextOptions): string {
  const layout: Layout = { ink: createInk(options.color), width: options.width };
  const audit = auditReportOf(overview);
  const lines = beside(overview, layout);
  return [
    `${heading(overview, layout)}\n`,
    textReport(driftReportOf(overview), { ...options, verb: 'plan', specs: undefined }),
    ...(audit === undefined ? [] : [auditText(audit, options)]),
    ...(lines.length === 0 ? [] : [`${lines.join('\n')}\n`]),
  ].join('\n');
}

function heading(overview: Overview, { ink }: Layout): string {
  const { account, madeAt } = overview;
  return ink.bold(printable(`Report of account ${account}, ${minuteOf(madeAt)}, ${modeWords(overview)}`));
}

function beside(overview: Overview, layout: Layout): readonly string[] {
  const { changes, mostDrifting, expiringWaivers, madeAt } = overview;
  const sections = [
    section([changesLine(overview)], changes === null ? [] : itemLines(changes, layout), layout),
    section([trendWords(overview)], [], layout),
    section(mostDrifting.length === 0 ? [] : ['Most drifting:'], mostDrifting.map(driftingLine).map(indented), layout),
    section(
      expiringWaivers.length === 0 ? [] : ['Waivers that are over or soon will be:'],
      expiringWaivers.map((waiver) => indented(waiverLine(waiver, madeAt))),
      layout,
    ),
    section([coverageLine(overview), unusedLine(overview)], [], layout),
  ];
  return sections.flat();
}

function section(sentences: readonly (string | undefined)[], lines: readonly string[], { width }: Layout): readonly string[] {
  const said = sentences.filter((sentence) => sentence !== undefined);
  return [...said.flatMap((sentence) => wrapped(printable(sentence), width)), ...lines];
}

function indented(line: string): string {
  return `  ${printable(line)}`;
}

function itemLines({ appeared, gone }: NonNullable<Overview['changes']>, layout: Layout): readonly string[] {
  const { ink } = layout;
  return [...some(appeared, 'new', ink.removed, layout), ...some(gone, 'gone', ink.added, layout)];
}

function some(items: readonly OverviewItem[], word: string, paint: (text: string) => string, { ink }: Layout): readonly string[] {
  const rest = items.length - MOST_ITEMS;
  const shown = rest > 1 ? items.slice(0, MOST_ITEMS) : items;
  const lines = shown.map(({ subject, what, severity }) => {
    return `  ${paint(word.padEnd(4))}  ${ink.severity[severity](severity.padEnd(8))}  ${printable(`${subject}: ${what}`)}`;
  });
  return rest > 1 ? [...lines, `  and ${rest} more ${word}`] : lines;
}

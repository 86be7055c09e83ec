import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import { minuteOf } from '../../controller/instant.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import { auditSummaryLine } from '../audit/audit-words.ts';
import { counted, summaryLine } from '../words/counts.ts';
import type { Overview, OverviewItem } from './overview.ts';
import { changesLine, coverageLine, driftingLine, orphansLine, unusedLine, waiverLine } from './overview-lines.ts';
import { trendWords } from './trend-words.ts';

/** A report in a few sentences, for a message. Texts are not escaped. */
export interface OverviewSummary {
  readonly title: string;
  /** The most important first. */
  readonly lines: readonly string[];
  /** The worst of what is open; `null` where nothing is wrong. */
  readonly worst: Severity | null;
}

const MOST_DRIFTING = 3;
const MOST_WAIVERS = 3;
const MOST_ITEMS = 5;
const MOST_NOTICES = 3;

/** What people are told of a scheduled report; the report itself says the rest. */
export function overviewSummary(overview: Overview): OverviewSummary {
  const { account, madeAt, complete, problems, audit } = overview;
  const lines = [
    complete ? undefined : 'Not everything could be read: this report is incomplete.',
    summaryLine(overview),
    audit === null ? undefined : auditSummaryLine({ account, summary: audit, problems: [] }),
    changesLine(overview),
    ...itemLines(overview),
    ...noticeLines(overview),
    trendWords(overview),
    mostDriftingLine(overview),
    waiversLine(overview),
    orphansLine(overview),
    unusedLine(overview),
    coverageLine(overview),
    problems.length > 0 ? 'Some specs have problems, which the report names.' : undefined,
  ];
  return {
    title: `Rolecall report of account ${account}, ${minuteOf(madeAt)}`,
    lines: lines.filter((line) => line !== undefined),
    worst: worstOf(overview),
  };
}

/** What is new and what is gone, by name, the worst first. */
function itemLines({ changes }: Overview): readonly string[] {
  if (changes === null) return [];
  const named = (word: string, items: readonly OverviewItem[]) =>
    items.length === 0 ? [] : [`${word}: ${firstOf(items.map(itemWords), MOST_ITEMS, ', ')}.`];
  return [...named('New', changes.appeared), ...named('Gone', changes.gone)];
}

function itemWords({ subject, what, severity }: OverviewItem): string {
  return `${subject} ${what} (${severity})`;
}

function noticeLines({ notices }: Overview): readonly string[] {
  const rest = notices.length - MOST_NOTICES;
  return [...notices.slice(0, MOST_NOTICES), ...(rest > 0 ? [`The report gives ${counted(rest, 'more notice')}.`] : [])];
}

function firstOf(texts: readonly string[], most: number, separator: string): string {
  const rest = texts.length - most;
  return rest > 0 ? `${texts.slice(0, most).join(separator)}${separator}and ${rest} more` : texts.join(separator);
}

function mostDriftingLine({ mostDrifting }: Overview): string | undefined {
  if (mostDrifting.length === 0) return undefined;
  return `Most drifting: ${mostDrifting.slice(0, MOST_DRIFTING).map(driftingLine).join('; ')}.`;
}

function waiversLine({ expiringWaivers, madeAt }: Overview): string | undefined {
  if (expiringWaivers.length === 0) return undefined;
  const said = expiringWaivers.map((waiver) => waiverLine(waiver, madeAt));
  return `Waivers: ${firstOf(said, MOST_WAIVERS, '; ')}.`;
}

function worstOf({ roles, taskDefinitions }: Overview): Severity | null {
  const drift = roles.flatMap(remainingDrift).filter(({ tolerated, severity }) => tolerated === null || severity === 'critical');
  const findings = taskDefinitions.flatMap((definition) => definition.findings).filter(({ waived }) => waived === null);
  const ranks = [...drift, ...findings].map(({ severity }) => SEVERITIES.indexOf(severity));
  return SEVERITIES[Math.max(-1, ...ranks)] ?? null;
}

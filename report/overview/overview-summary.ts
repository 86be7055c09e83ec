import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import { SEVERITIES, type Severity } from '../../specs/types.ts';
import { auditSummaryLine } from '../audit/audit-words.ts';
import { summaryLine } from '../words/counts.ts';
import type { Overview } from './overview.ts';
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

/** What people are told of a scheduled report; the report itself says the rest. */
export function overviewSummary(overview: Overview): OverviewSummary {
  const { account, madeAt, complete, problems, audit } = overview;
  const lines = [
    complete ? undefined : 'Not everything could be read: this report is incomplete.',
    summaryLine(overview),
    audit === null ? undefined : auditSummaryLine({ account, summary: audit, problems: [] }),
    changesLine(overview),
    trendLine(overview),
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

function mostDriftingLine({ mostDrifting }: Overview): string | undefined {
  if (mostDrifting.length === 0) return undefined;
  return `Most drifting: ${mostDrifting.slice(0, MOST_DRIFTING).map(driftingLine).join('; ')}.`;
}

function waiversLine({ expiringWaivers, madeAt }: Overview): string | undefined {
  if (expiringWaivers.length === 0) return undefined;
  const said = expiringWaivers.slice(0, MOST_WAIVERS).map((waiver) => waiverLine(waiver, madeAt));
  const rest = expiringWaivers.length - said.length;
  return `Waivers: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}

function worstOf({ roles, taskDefinitions }: Overview): Severity | null {
  const drift = roles.flatMap(remainingDrift).filter(({ tolerated, severity }) => tolerated === null || severity === 'critical');
  const findings = taskDefinitions.flatMap((definition) => definition.findings).filter(({ waived }) => waived === null);
  const ranks = [...drift, ...findings].map(({ severity }) => SEVERITIES.indexOf(severity));
  return SEVERITIES[Math.max(-1, ...ranks)] ?? null;
}

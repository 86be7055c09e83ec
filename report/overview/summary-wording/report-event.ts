import { oneLine } from '../../alerts/violation-words.ts';
import type { Overview, OverviewItem } from '../overview.ts';
import { overviewSummary } from '../overview-summary.ts';
import type { ReportEvent } from './report-event-schema.ts';

/** Where a report lies. */
export interface ReportPlace {
  readonly name: string;
  /** As `s3://BUCKET/KEY`. */
  readonly files: ReportEvent['files'];
  /** Of the page in the console; `null` where its address is not known. */
  readonly consoleUrl: string | null;
}

const MOST = 10;
const MOST_ACTORS = 3;
const LONGEST_NAME = 150;
const LONGEST_NOTICE = 300;

/** A report as machines are told of it: the counts, and the first of each list, so that it fits into any message. */
export function reportEvent(overview: Overview, { name, files, consoleUrl }: ReportPlace): ReportEvent {
  const { account, owner, mode, madeAt, complete, summary, audit, coverage, trend, orphans, unusedSpecs, expiringWaivers } =
    overview;
  const [first, last] = [trend[0], trend.at(-1)];
  return {
    apiVersion: 'rolecall/v1',
    kind: 'ReportEvent',
    ...{ account, owner: cut(owner), mode, name, madeAt, complete, worst: overviewSummary(overview).worst },
    ...{ summary, audit, coverage, changes: changesOf(overview) },
    trend: first === undefined || last === undefined ? null : { first, last },
    mostDrifting: overview.mostDrifting.slice(0, MOST).map(({ role, times, by }) => {
      return { role: cut(role), times, by: by.slice(0, MOST_ACTORS).map(cut) };
    }),
    expiringWaiverCount: expiringWaivers.length,
    expiringWaivers: expiringWaivers.slice(0, MOST).map((waiver) => ({ name: cut(waiver.name), expires: waiver.expires })),
    orphanCount: orphans.length,
    orphans: firstOf(orphans),
    unusedSpecCount: unusedSpecs?.length ?? null,
    unusedSpecs: unusedSpecs === null ? null : firstOf(unusedSpecs),
    notices: overview.notices.slice(0, MOST).map((notice) => oneLine(notice, LONGEST_NOTICE)),
    files,
    url: consoleUrl,
  };
}

function changesOf({ changes }: Overview): ReportEvent['changes'] {
  if (changes === null) return null;
  const { since, appeared, gone } = changes;
  return { since, appearedCount: appeared.length, appeared: items(appeared), goneCount: gone.length, gone: items(gone) };
}

function items(all: readonly OverviewItem[]) {
  return all.slice(0, MOST).map(({ subject, what, severity }) => ({ subject: cut(subject), what: cut(what), severity }));
}

function firstOf(names: readonly string[]): string[] {
  return names.slice(0, MOST).map(cut);
}

function cut(text: string): string {
  return oneLine(text, LONGEST_NAME);
}

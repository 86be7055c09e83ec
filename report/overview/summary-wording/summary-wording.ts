import type { SlackMessage } from '../../alerts/slack/slack-messages.ts';
import type { TopicMessage } from '../../alerts/sns/topic-messages.ts';
import { jsonText } from '../../escaping/json-text.ts';
import type { Overview } from '../overview.ts';
import { overviewSummary } from '../overview-summary.ts';
import { type ReportPlace, reportEvent } from './report-event.ts';
import type { ReportLink } from './report-link.ts';
import { summarySlack } from './summary-slack.ts';
import { summaryTopic } from './summary-topic.ts';
import { verdictOf } from './verdict.ts';

/** An entry for a bus that tells of a report. */
export interface ReportEntry {
  readonly source: 'rolecall';
  readonly detailType: 'Rolecall Report';
  /** JSON text (`report/schema/report-event.v1.schema.json`). */
  readonly detail: string;
  readonly time: string;
  readonly notice: null;
}

/** What is said of a report where, whatever else waits. */
export interface SummaryWording {
  slack(): readonly [SlackMessage];
  topic(): readonly [TopicMessage];
  bus(): readonly [ReportEntry];
}

/** @param link for people, `null` for none; machines are told the place, and no link that opens by itself */
export function summaryWording(overview: Overview, place: ReportPlace, link: ReportLink | null): SummaryWording {
  const summary = overviewSummary(overview);
  const verdict = verdictOf(overview, summary);
  const detail = jsonText(reportEvent(overview, place));
  return {
    slack: () => [summarySlack(summary, verdict, link)],
    topic: () => [summaryTopic(overview.account, summary, verdict, link, detail)],
    bus: () => [{ source: 'rolecall', detailType: 'Rolecall Report', detail, time: overview.madeAt, notice: null }],
  };
}

import { clipped } from '../../alerts/clipped.ts';
import type { TopicMessage } from '../../alerts/sns/topic-messages.ts';
import { oneLine } from '../../alerts/violation-words.ts';
import type { OverviewSummary } from '../overview-summary.ts';
import { linkNote, type ReportLink } from './report-link.ts';
import type { Verdict } from './verdict.ts';

/** ASCII characters. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_SUBJECT = 100;
const LONGEST_SMS = 140;
const LONGEST_LINE = 1000;

/** A report's summary as a message for a topic. @param event JSON text for machines, which are given no link that opens by itself */
export function summaryTopic(
  account: string,
  { title, lines, worst }: OverviewSummary,
  { words }: Verdict,
  link: ReportLink | null,
  event: string,
): TopicMessage {
  const short = `${title}: ${words}`;
  const said = lines.map((line) => oneLine(line, LONGEST_LINE));
  const details = link === null ? [] : [`All details: ${link.url}`, linkNote(link)].filter((line) => line !== '');
  return {
    subject: clipped(short.replace(/[^\x20-\x7e]/g, '?'), LONGEST_SUBJECT).replace('…', '.'),
    bodies: { default: event, email: [`${oneLine(short)}.`, ...said, ...details].join('\n\n'), sms: clipped(short, LONGEST_SMS) },
    attributes: { severity: [worst ?? 'info'], notice: ['report'], account: [account] },
    notices: [],
  };
}

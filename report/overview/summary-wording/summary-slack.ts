import { clipped } from '../../alerts/clipped.ts';
import {
  bold,
  header,
  mark,
  plain,
  type RichTextElement,
  richText,
  type SlackBlock,
  section,
} from '../../alerts/slack/blocks.ts';
import { slackText } from '../../alerts/slack/fallback-text.ts';
import { LONGEST_HEADER, LONGEST_TEXT, LONGEST_URL, MOST_BYTES, sizeOf } from '../../alerts/slack/limits.ts';
import type { SlackMessage } from '../../alerts/slack/slack-messages.ts';
import { oneLine } from '../../alerts/violation-words.ts';
import type { OverviewSummary } from '../overview-summary.ts';
import { linkNote, type ReportLink } from './report-link.ts';
import type { Verdict } from './verdict.ts';

const LONGEST_LINE = 500;
/** Bytes of all lines: the header, the link and its note take the rest. */
const ROOM = MOST_BYTES - 5000;

/** A report's summary as one message for Slack. No text of a stranger can mention anybody, link or format. */
export function summarySlack(summary: OverviewSummary, { isFine }: Verdict, link: ReportLink | null): SlackMessage {
  const { title, lines, worst } = summary;
  const [first = '', ...others] = lines.map((line) => oneLine(line, LONGEST_LINE));
  const items = fitting(others);
  const blocks = [
    header(oneLine(title, LONGEST_HEADER)),
    richText([section(bold(`${mark(worst ?? 'info', isFine)} ${first}`))]),
    ...(items.length === 0 ? [] : [richText([section(...items)])]),
    ...linked(link),
  ];
  return { thread: null, text: fallback(title, [first, ...others]), blocks, notices: [] };
}

/** As many lines as there is room for, the most important first. */
function fitting(lines: readonly string[]): readonly RichTextElement[] {
  let room = ROOM;
  const items = lines.map((line, index) => plain(`${index === 0 ? '' : '\n'}• ${line}`));
  const unfit = items.findIndex((item) => {
    room -= sizeOf(item) + 1;
    return room < 0;
  });
  return unfit === -1 ? items : [...items.slice(0, unfit), plain('\n• The report says the rest.')];
}

function linked(link: ReportLink | null): readonly SlackBlock[] {
  if (link === null || link.url.length > LONGEST_URL) return [];
  const note = linkNote(link);
  const parts = [plain('All details: '), { type: 'link', url: link.url, text: 'report' } as const];
  return [richText([section(...parts, plain(note === '' ? '' : `\n${note}`))])];
}

/** Beside the blocks, for notifications and where Slack does not take them. */
function fallback(title: string, lines: readonly string[]): string {
  const text = [oneLine(title, LONGEST_HEADER), ...lines].map(slackText).join('\n');
  return clipped(text, LONGEST_TEXT).replace(/&[a-z]{0,4}…$/, '…');
}

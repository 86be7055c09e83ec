import type { Notice, PendingNotices } from '../../../controller/alerts/alert.ts';
import { isOfDigest } from '../../../controller/alerts/first-look.ts';
import { clipped } from '../clipped.ts';
import { digestOf } from '../digest.ts';
import { endsFirst } from '../ends-first.ts';
import { grouped } from '../grouped.ts';
import { countsLine } from '../notice-counts.ts';
import { noticeGroups } from '../notice-groups.ts';
import { bold, header, plain, type RichTextElement, richText, type SlackBlock, section } from './blocks.ts';
import { fallbackText } from './fallback-text.ts';
import { LONGEST_HEADER, LONGEST_URL } from './limits.ts';
import { packed } from './packing.ts';

/** One message, and what it says. */
export interface SlackMessage {
  /** The message to reply to; `null` for a message of its own. */
  readonly thread: string | null;
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly notices: readonly Notice[];
}

export interface SlackWording {
  /** Of the newest report; `null` for none. */
  readonly reportUrl: string | null;
}

type Threads = Readonly<Record<string, string>>;

/**
 * What waits, as messages for Slack: one with the digest of first looks, one with all else, and a reply for each opening whose end
 * is told; before these, what ended before it came up again. More only where Slack's limits leave no other way. No text of a
 * stranger can mention anybody, link or format.
 * @param threads key to the message in which it was opened; empty where there are no threads
 */
export function slackMessages({ notices }: PendingNotices, threads: Threads, wording: SlackWording): readonly SlackMessage[] {
  return endsFirst(notices).flatMap((turn) => messagesOfTurn(turn, threads, wording));
}

function messagesOfTurn(notices: readonly Notice[], threads: Threads, wording: SlackWording): readonly SlackMessage[] {
  const others = notices.filter((notice) => threadOf(notice, threads) === undefined);
  const replies = notices.filter((notice) => threadOf(notice, threads) !== undefined);
  const byThread = grouped(replies, (notice) => threadOf(notice, threads) ?? null);
  return [
    ...digestMessages(others.filter(isOfDigest), wording),
    ...messagesOf(
      others.filter((notice) => !isOfDigest(notice)),
      null,
      wording,
    ),
    ...[...byThread].flatMap(([thread, ends]) => messagesOf(ends, thread, wording)),
  ];
}

function threadOf({ kind, violation }: Notice, threads: Threads): string | undefined {
  return kind === 'resolved' && Object.hasOwn(threads, violation.key) ? threads[violation.key] : undefined;
}

function messagesOf(notices: readonly Notice[], thread: string | null, wording: SlackWording): readonly SlackMessage[] {
  if (notices.length === 0) return [];
  const title = countsLine(notices);
  const messages = packed(noticeGroups(notices));
  return messages.map(({ groups, blocks }, index) => {
    const part = messages.length === 1 ? title : `${title} (${index + 1} of ${messages.length})`;
    return {
      thread,
      text: fallbackText(`Rolecall: ${part}`, groups),
      blocks: thread === null ? framed(part, [], blocks, wording) : blocks,
      notices: groups.flat(),
    };
  });
}

function digestMessages(notices: readonly Notice[], wording: SlackWording): readonly SlackMessage[] {
  if (notices.length === 0) return [];
  const { title, summary, worst } = digestOf(notices, (groups) => packed(groups)[0]?.groups ?? []);
  const blocks = packed(worst).flatMap((message) => message.blocks);
  return [
    {
      thread: null,
      text: fallbackText(`Rolecall: ${[`${title}.`, ...summary].join(' ')}`, worst),
      blocks: framed(title, summary, blocks, wording),
      notices,
    },
  ];
}

function framed(
  title: string,
  intro: readonly string[],
  blocks: readonly SlackBlock[],
  { reportUrl }: SlackWording,
): readonly SlackBlock[] {
  const link: readonly RichTextElement[] =
    reportUrl === null || reportUrl.length > LONGEST_URL
      ? []
      : [plain('All details: '), { type: 'link', url: reportUrl, text: 'report' }];
  return [
    header(clipped(`Rolecall: ${title}`, LONGEST_HEADER)),
    ...(intro.length === 0 ? [] : [richText([section(bold(intro.join('\n')))])]),
    ...blocks,
    ...(link.length === 0 ? [] : [richText([section(...link)])]),
  ];
}

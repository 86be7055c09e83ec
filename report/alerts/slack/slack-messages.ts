import type { Notice, PendingNotices } from '../../../controller/alerts/alert.ts';
import { counted } from '../../words/counts.ts';
import { clipped } from '../clipped.ts';
import { countsLine } from '../notice-counts.ts';
import { noticeGroups } from '../notice-groups.ts';
import { bold, header, plain, type RichTextElement, richText, type SlackBlock, section } from './blocks.ts';
import { digestOf } from './digest.ts';
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
 * What waits, as messages for Slack: one, and a reply for each opening whose end is told. More only where Slack's limits leave no
 * other way. No text of a stranger can mention anybody, link or format.
 * @param threads key to the message in which it was opened; empty where there are no threads
 */
export function slackMessages(pending: PendingNotices, threads: Threads, wording: SlackWording): readonly SlackMessage[] {
  const replies = new Map<string, Notice[]>();
  const others: Notice[] = [];
  for (const notice of pending.notices) {
    const thread = threadOf(notice, threads);
    if (thread === undefined) others.push(notice);
    else replies.set(thread, [...(replies.get(thread) ?? []), notice]);
  }
  const isFirstLook = ({ kind }: Notice) => pending.digest && kind === 'opened';
  return [
    ...digestMessages(others.filter(isFirstLook), wording),
    ...messagesOf(
      others.filter((notice) => !isFirstLook(notice)),
      null,
      wording,
    ),
    ...[...replies].flatMap(([thread, notices]) => messagesOf(notices, thread, wording)),
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
  const { title, counts, worst, others } = digestOf(notices);
  const rest =
    others === 0 ? [] : [`The worst follow; ${counted(others, 'other violation')} ${others === 1 ? 'is' : 'are'} not shown.`];
  const summary = [`${title}.`, ...counts, ...rest].join(' ');
  const shown = new Set(worst.flat());
  const unshown = notices.filter((notice) => !shown.has(notice));
  return packed(worst).map(({ groups, blocks }, index) => ({
    thread: null,
    text: fallbackText(`Rolecall: ${summary}`, groups),
    blocks: framed(title, index === 0 ? [...counts, ...rest] : [], blocks, wording),
    notices: index === 0 ? [...groups.flat(), ...unshown] : groups.flat(),
  }));
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

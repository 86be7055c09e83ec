import type { Notice, PendingNotices } from '../../../controller/alerts/alert.ts';
import { SEVERITIES } from '../../../specs/types.ts';
import { jsonText } from '../../escaping/json-text.ts';
import { groupText } from '../alert-text.ts';
import { clipped } from '../clipped.ts';
import { alertEvent, fittedEvent } from '../events/alert-event.ts';
import { countsLine, countsOf } from '../notice-counts.ts';
import { noticeGroups } from '../notice-groups.ts';
import { worstNoticeFirst } from '../worst-notice-first.ts';

/** A message for a topic, and what it says. */
export interface TopicMessage {
  readonly subject: string;
  /** Protocol to body: people get text, machines JSON. */
  readonly bodies: { readonly default: string; readonly email: string; readonly sms: string };
  /** To filter subscriptions by. */
  readonly attributes: {
    readonly severity: readonly string[];
    readonly notice: readonly string[];
    readonly account: readonly string[];
  };
  readonly notices: readonly Notice[];
}

/** ASCII characters. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_SUBJECT = 100;
const LONGEST_SMS = 140;
/** Bytes of the JSON for machines and of the text for people; both, quoted once more, fit into SNS's 256 KB. */
const MOST_JSON_BYTES = 80 * 1024;
const MOST_TEXT_CHARACTERS = 12_000;
const MOST_NOTICE_BYTES = 30 * 1024;

function quotedSize(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

/** Parts whose JSON fits into one message, in their order. */
function sharedOut(notices: readonly Notice[], digest: boolean): readonly (readonly (readonly [Notice, string])[])[] {
  const parts: [Notice, string][][] = [];
  let room = 0;
  for (const notice of notices) {
    const event = fittedEvent(
      alertEvent(notice, digest && notice.kind === 'opened'),
      (one) => quotedSize(jsonText(one)) <= MOST_NOTICE_BYTES,
    );
    const json = jsonText(event);
    room -= quotedSize(json);
    if (room < 0 || parts.length === 0) {
      parts.push([]);
      room = MOST_JSON_BYTES - quotedSize(json);
    }
    parts.at(-1)?.push([notice, json]);
  }
  return parts;
}

/** As many groups as there is room for, the worst first. */
function peoplesText(title: string, notices: readonly Notice[], reportUrl: string | null): string {
  const paragraphs = [`${title}.`];
  let room = MOST_TEXT_CHARACTERS;
  for (const group of noticeGroups(notices)) {
    const text = groupText(group).join('\n');
    room -= text.length;
    if (room < 0) {
      paragraphs.push('The rest does not fit into this message.');
      break;
    }
    paragraphs.push(text);
  }
  return [...paragraphs, ...(reportUrl === null ? [] : [`All details: ${reportUrl}`])].join('\n\n');
}

function machinesText(events: readonly string[]): string {
  return `{"apiVersion":"rolecall/v1","kind":"AlertEvents","events":[${events.join(',')}]}`;
}

/**
 * What waits, as messages for SNS, worst first; more than one only where SNS's 256 KB leave no other way.
 * @param reportUrl of the newest report; `null` for none
 */
export function topicMessages(pending: PendingNotices, reportUrl: string | null): readonly TopicMessage[] {
  return sharedOut(worstNoticeFirst(pending.notices), pending.digest).map((part) => {
    const notices = part.map(([notice]) => notice);
    const title = `Rolecall: ${countsLine(notices)}`;
    const distinct = (values: readonly string[]) => [...new Set(values)];
    return {
      subject: clipped(title.replace(/[^\x20-\x7e]/g, '?'), LONGEST_SUBJECT).replace('…', '.'),
      bodies: {
        default: machinesText(part.map(([, json]) => json)),
        email: peoplesText(title, notices, reportUrl),
        sms: clipped(title, LONGEST_SMS),
      },
      attributes: {
        severity: countsOf(
          SEVERITIES,
          notices.map(({ violation }) => violation.severity),
        ).map(([severity]) => severity),
        notice: distinct(notices.map(({ kind }) => kind)),
        account: distinct(notices.map(({ violation }) => violation.account)).slice(0, 10),
      },
      notices,
    };
  });
}

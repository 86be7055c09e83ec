import type { Notice, PendingNotices } from '../../../controller/alerts/alert.ts';
import { isOfDigest } from '../../../controller/alerts/first-look.ts';
import { SEVERITIES } from '../../../specs/types.ts';
import { clipped } from '../clipped.ts';
import { endsFirst } from '../ends-first.ts';
import { countsOf } from '../notice-counts.ts';
import { worstNoticeFirst } from '../worst-notice-first.ts';
import { machinesText } from './machines-text.ts';
import { type PeoplesText, peoplesDigest, peoplesText } from './peoples-text.ts';

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
/** Quoted bytes for machines; with the text for people, which is bounded too, they fit into SNS's 256 KB. */
const MOST_JSON_BYTES = 120 * 1024;

/**
 * What waits, as messages for SNS: one with the digest of first looks, and one with all else, the worst first in each; before these,
 * what ended before it came up again. What does not fit into SNS's 256 KB is counted: machines that need everything listen to
 * EventBridge.
 * @param reportUrl of the newest report; `null` for none
 */
export function topicMessages({ notices }: PendingNotices, reportUrl: string | null): readonly TopicMessage[] {
  return endsFirst(notices).flatMap((turn) => messagesOfTurn(turn, reportUrl));
}

function messagesOfTurn(notices: readonly Notice[], reportUrl: string | null): readonly TopicMessage[] {
  const sorted = worstNoticeFirst(notices);
  const [found, others] = [sorted.filter(isOfDigest), sorted.filter((notice) => !isOfDigest(notice))];
  return [
    ...(found.length === 0 ? [] : [topicMessage(found, peoplesDigest(found, reportUrl))]),
    ...(others.length === 0 ? [] : [topicMessage(others, peoplesText(others, reportUrl))]),
  ];
}

function topicMessage(notices: readonly Notice[], { title, text }: PeoplesText): TopicMessage {
  return {
    subject: clipped(title.replace(/[^\x20-\x7e]/g, '?'), LONGEST_SUBJECT).replace('…', '.'),
    bodies: { default: machinesText(notices, MOST_JSON_BYTES), email: text, sms: clipped(title, LONGEST_SMS) },
    attributes: attributesOf(notices),
    notices,
  };
}

function attributesOf(notices: readonly Notice[]): TopicMessage['attributes'] {
  const severities = notices.map(({ violation }) => violation.severity);
  return {
    severity: countsOf(SEVERITIES, severities).map(([severity]) => severity),
    notice: [...new Set(notices.map(({ kind }) => kind))],
    account: [...new Set(notices.map(({ violation }) => violation.account))].slice(0, 10),
  };
}

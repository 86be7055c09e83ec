import type { Notice, PendingNotices } from '../../controller/alerts/alert.ts';

/** A message for Slack that keeps its limits. */
export interface SlackMessage {
  /** The message to reply to; `null` for a message of its own. */
  readonly thread: string | null;
  /** In Slack's markup; what is shown where the blocks are not. */
  readonly text: string;
  readonly blocks: readonly { readonly type: string }[];
  readonly notices: readonly Notice[];
}

/** A message for a topic that keeps SNS's limits. */
export interface TopicMessage {
  readonly subject: string;
  /** Protocol to body; `default` for all others. */
  readonly bodies: Readonly<Record<string, string>>;
  /** To filter subscriptions by. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly notices: readonly Notice[];
}

/** An entry for a bus that keeps EventBridge's limits. */
export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  /** JSON text. */
  readonly detail: string;
  /** ISO 8601. */
  readonly time: string;
  /** `null` where it tells of no alert. */
  readonly notice: Notice | null;
}

/** What is said where. */
export interface Wording {
  /** @param threads key to the message in which it was opened; empty where there are no threads */
  slack(pending: PendingNotices, threads: Readonly<Record<string, string>>): readonly SlackMessage[];
  topic(pending: PendingNotices): readonly TopicMessage[];
  bus(pending: PendingNotices): readonly BusEntry[];
}

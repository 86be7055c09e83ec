import type { PendingNotices } from '../../controller/alerts/alert.ts';
import { type EventEntry, eventEntries } from './events/event-entries.ts';
import { type SlackMessage, slackMessages } from './slack/slack-messages.ts';
import { type TopicMessage, topicMessages } from './sns/topic-messages.ts';

/** What is said where. */
export interface AlertWording {
  slack(pending: PendingNotices, threads: Readonly<Record<string, string>>): readonly SlackMessage[];
  topic(pending: PendingNotices): readonly TopicMessage[];
  bus(pending: PendingNotices): readonly EventEntry[];
}

/** @param reportUrl of the newest report, to link to; `null` for none */
export function alertWording(reportUrl: string | null): AlertWording {
  return {
    slack: (pending, threads) => slackMessages(pending, threads, { reportUrl }),
    topic: (pending) => topicMessages(pending, reportUrl),
    bus: eventEntries,
  };
}

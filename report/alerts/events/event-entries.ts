import type { Notice, NoticeKind, PendingNotices } from '../../../controller/alerts/alert.ts';
import { jsonText } from '../../escaping/json-text.ts';
import { alertEvent, fittedEvent } from './alert-event.ts';

/** An entry for a bus, and what it says. */
export interface EventEntry {
  readonly source: 'rolecall';
  readonly detailType: string;
  /** JSON text of the detail (`report/schema/alert-event.v1.schema.json`). */
  readonly detail: string;
  readonly time: string;
  readonly notice: Notice;
}

/** Bytes of an entry's detail; what else belongs to the entry fits into the rest of 256 KB. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const MOST_BYTES = 255 * 1024;

const DETAIL_TYPES: Readonly<Record<NoticeKind, string>> = {
  opened: 'Rolecall Alert Opened',
  updated: 'Rolecall Alert Updated',
  reminder: 'Rolecall Alert Reminder',
  resolved: 'Rolecall Alert Resolved',
};

/** A character takes three bytes at most. */
function isWithin(text: string, bytes: number): boolean {
  return text.length * 3 <= bytes || new TextEncoder().encode(text).length <= bytes;
}

/** What waits, as entries for EventBridge, one for each notice. */
export function eventEntries({ notices }: PendingNotices): readonly EventEntry[] {
  return notices.map((notice) => {
    const fitting = fittedEvent(alertEvent(notice), (one) => isWithin(jsonText(one), MOST_BYTES));
    return {
      source: 'rolecall',
      detailType: DETAIL_TYPES[notice.kind],
      detail: jsonText(fitting),
      time: notice.at,
      notice,
    };
  });
}

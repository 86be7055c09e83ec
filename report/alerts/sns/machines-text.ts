import type { Notice } from '../../../controller/alerts/alert.ts';
import { jsonText } from '../../escaping/json-text.ts';
import { alertEvent, bare, identityOnly, withoutValues } from '../events/alert-event.ts';
import type { AlertEvent } from '../events/alert-event-schema.ts';

/** What may be told of each event, ever less of it. */
const FORMS: readonly ((event: AlertEvent) => AlertEvent)[] = [(event) => event, withoutValues, bare, identityOnly];

/** What a text takes once it is quoted, in bytes. */
function quotedSize(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

/** As many of the first as there is room for, as JSON. */
function fitting(notices: readonly Notice[], form: (event: AlertEvent) => AlertEvent, mostBytes: number): readonly string[] {
  const events: string[] = [];
  let room = mostBytes;
  for (const notice of notices) {
    const json = jsonText(form(alertEvent(notice)));
    room -= quotedSize(json);
    if (room < 0) break;
    events.push(json);
  }
  return events;
}

/**
 * The events of notices as one JSON text: in full, or all without the values of policies, or with texts cut, or by their identity
 * only. Where even that is too much it holds the first ones, and how many more there are.
 * @param mostBytes once the text is quoted, but for the frame
 */
export function machinesText(notices: readonly Notice[], mostBytes: number): string {
  let events: readonly string[] = [];
  for (const form of FORMS) {
    events = fitting(notices, form, mostBytes);
    if (events.length === notices.length) break;
  }
  const more = notices.length - events.length;
  return `{"apiVersion":"rolecall/v1","kind":"AlertEvents","more":${more},"events":[${events.join(',')}]}`;
}

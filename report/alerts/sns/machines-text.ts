import type { Notice } from '../../../controller/alerts/alert.ts';
import { jsonText } from '../../escaping/json-text.ts';
import { alertEvent, bare, identityOnly, withoutValues } from '../events/alert-event.ts';
import type { AlertEvent } from '../events/alert-event-schema.ts';
import { fitting } from '../fitting.ts';

/** What may be told of each event, ever less of it. */
const FORMS: readonly ((event: AlertEvent) => AlertEvent)[] = [(event) => event, withoutValues, bare, identityOnly];

/** What a text takes once it is quoted, in bytes. */
function quotedSize(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

/** Made one by one, for there may be room for few. */
function* eventTexts(notices: readonly Notice[], form: (event: AlertEvent) => AlertEvent): Generator<string> {
  for (const notice of notices) yield jsonText(form(alertEvent(notice)));
}

/**
 * The events of notices as one JSON text: in full, or all without the values of policies, or with texts cut, or by their identity
 * only. Where even that is too much it holds the first ones, and how many more there are.
 * @param mostBytes once the text is quoted, but for the frame
 */
export function machinesText(notices: readonly Notice[], mostBytes: number): string {
  let events: readonly string[] = [];
  for (const form of FORMS) {
    events = fitting(eventTexts(notices, form), quotedSize, mostBytes);
    if (events.length === notices.length) break;
  }
  const more = notices.length - events.length;
  return `{"apiVersion":"rolecall/v1","kind":"AlertEvents","more":${more},"events":[${events.join(',')}]}`;
}

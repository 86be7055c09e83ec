import type { Notice } from '../../../controller/alerts/alert.ts';
import { clipped } from '../clipped.ts';
import type { AlertEvent } from './alert-event-schema.ts';

/** A notice as machines read it, in full. @param firstSweep whether the first look at the account found it */
export function alertEvent({ kind, violation, openedAt, at, times = 1 }: Notice, firstSweep: boolean): AlertEvent {
  const { value: _, ...told } = violation;
  return {
    apiVersion: 'rolecall/v1',
    kind: 'AlertEvent',
    notice: kind,
    ...told,
    labels: { ...told.labels },
    detail: [...told.detail],
    openedAt,
    at,
    times,
    firstSweep,
    truncated: false,
  };
}

function withoutValues(event: AlertEvent): AlertEvent {
  return { ...event, values: null, truncated: true };
}

const LONGEST = 500;
const MOST_LABELS = 20;

/** What is left is bounded, whatever was there; only the key, which cannot be another one, and the command stay whole. */
function bare(event: AlertEvent): AlertEvent {
  const cut = (text: string) => clipped(text, LONGEST);
  const { by, next, subject } = event;
  return {
    ...withoutValues(event),
    subject: { ...subject, name: cut(subject.name) },
    what: cut(event.what),
    labels: Object.fromEntries(
      Object.entries(event.labels)
        .slice(0, MOST_LABELS)
        .map(([key, text]) => [cut(key), cut(text)]),
    ),
    message: cut(event.message),
    detail: event.detail.slice(0, 5).map(cut),
    by:
      by === null
        ? null
        : { who: cut(by.who), via: by.via === null ? null : cut(by.via), at: cut(by.at), eventId: cut(by.eventId) },
    outcome: cut(event.outcome),
    next: { text: cut(next.text), command: next.command !== null && next.command.length > 2000 ? null : next.command },
  };
}

/** The most that may be told of an event within a size. @param fits whether a form of it does */
export function fittedEvent(event: AlertEvent, fits: (event: AlertEvent) => boolean): AlertEvent {
  return [event, withoutValues(event)].find(fits) ?? bare(event);
}

import type { Notice } from '../../../controller/alerts/alert.ts';
import { isOfDigest } from '../../../controller/alerts/first-look.ts';
import { clipped } from '../clipped.ts';
import type { AlertEvent } from './alert-event-schema.ts';

/** A notice as machines read it, in full. */
export function alertEvent(notice: Notice): AlertEvent {
  const { kind, violation, openedAt, at, times = 1 } = notice;
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
    firstSweep: isOfDigest(notice),
    truncated: false,
  };
}

export function withoutValues(event: AlertEvent): AlertEvent {
  return { ...event, values: null, truncated: true };
}

const LONGEST = 500;
const MOST_LABELS = 20;

/** What is left is bounded, whatever was there; only the key, which cannot be another one, and what is to be pasted stay whole. */
export function bare(event: AlertEvent): AlertEvent {
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
    next: bareNext(next),
  };
}

const LONGEST_PASTE = 2000;

/** What is to be pasted stays whole, or away. */
function bareNext({ text, command, spec = '' }: AlertEvent['next']): AlertEvent['next'] {
  return {
    text: clipped(text, LONGEST),
    command: command !== null && command.length > LONGEST_PASTE ? null : command,
    ...(spec === '' || spec.length > LONGEST_PASTE ? {} : { spec }),
  };
}

/** Whose it is, what and how bad: what is said of it is left out. */
export function identityOnly(event: AlertEvent): AlertEvent {
  const nothing = { labels: {}, message: '', detail: [], values: null, by: null, outcome: '' };
  return { ...bare(event), ...nothing, next: { text: '', command: null } };
}

/** The most that may be told of an event within a size. @param fits whether a form of it does */
export function fittedEvent(event: AlertEvent, fits: (event: AlertEvent) => boolean): AlertEvent {
  return [event, withoutValues(event)].find(fits) ?? bare(event);
}

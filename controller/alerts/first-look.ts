import { isWithin } from '../instant.ts';
import type { AlertState, FirstLook, Notice } from './alert.ts';
import type { Addressed } from './life.ts';
import type { Source } from './observation.ts';
import { EVENTS_CHANNEL } from './routing.ts';

type FirstLooks = AlertState['firstLooks'];

/** A first look that never ends must not silence anything. */
const LONGEST_SECONDS = 3600;

/** What is known of first looks by now; one that takes too long counts as over. */
export function firstLooksAfter(before: FirstLooks, sources: readonly Source[], now: Date): FirstLooks {
  const swept = new Set(sources.flatMap(({ name, isSwept }) => (isSwept ? [name] : [])));
  const begun = sources.map(({ name }) => [name, { since: now.toISOString(), isOver: false }] as const);
  const all = Object.entries<FirstLook>({ ...Object.fromEntries(begun), ...before });
  const isOverBy = (name: string, { since, isOver }: FirstLook) =>
    isOver || swept.has(name) || !isWithin(since, now, LONGEST_SECONDS);
  return Object.fromEntries(all.map(([name, look]) => [name, { ...look, isOver: isOverBy(name, look) }]));
}

/** An opening that says so if a first look found it. @param before what was known of first looks before this look */
export function foundIn(before: FirstLooks, sources: readonly Source[], { channel, notice }: Addressed): Addressed {
  const source = notice.kind === 'opened' ? sources.find((one) => one.finds(notice.violation)) : undefined;
  const isFirst = source !== undefined && knownOf(before, source.name)?.isOver !== true;
  return { channel, notice: isFirst ? { ...notice, firstLook: source.name } : notice };
}

/** Whether people are told of it in the digest of a first look. */
export function isOfDigest({ kind, firstLook }: Notice): boolean {
  return kind === 'opened' && firstLook !== undefined;
}

/** Whether a notice waits for the end of a first look. Machines need no digest, so they do not wait. */
export function isHeld({ firstLook }: Notice, channel: string, firstLooks: FirstLooks): boolean {
  return firstLook !== undefined && channel !== EVENTS_CHANNEL && knownOf(firstLooks, firstLook)?.isOver === false;
}

/** What waits in channels where something may be said now. */
export function sayable({ pending, firstLooks }: Pick<AlertState, 'pending' | 'firstLooks'>): AlertState['pending'] {
  return pending.filter(({ channel, notices }) => notices.some((notice) => !isHeld(notice, channel, firstLooks)));
}

function knownOf(firstLooks: FirstLooks, source: string): FirstLook | undefined {
  return Object.hasOwn(firstLooks, source) ? firstLooks[source] : undefined;
}

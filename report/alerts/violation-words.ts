import type { AlertViolation, Notice, NoticeKind } from '../../controller/alerts/alert.ts';
import { minuteOf } from '../../controller/instant.ts';
import { printable } from '../escaping/printable.ts';
import { clipped } from './clipped.ts';

const LONGEST = 500;

const KINDS: Readonly<Record<NoticeKind, string>> = {
  opened: 'New',
  updated: 'Changed',
  reminder: 'Still open',
  resolved: 'Resolved',
};

const SUBJECTS: Readonly<Record<AlertViolation['subject']['kind'], string>> = {
  role: 'role',
  taskDefinition: 'task definition',
  controller: 'controller',
};

const DIRECTIONS: Readonly<Record<NonNullable<AlertViolation['access']>, string>> = {
  wider: 'Live access is wider than the spec',
  narrower: 'Live access is narrower than the spec',
  different: 'Live access differs from the spec',
  same: 'Access is the same',
};

/** A text of strangers on one line, cut where it gets long. */
export function oneLine(text: string, most = LONGEST): string {
  return clipped(printable(text), most);
}

/** A text as a sentence; nothing for an empty one. */
export function sentence(text: string): readonly string[] {
  const line = oneLine(text).trim();
  return line === '' ? [] : [/[.!?…]$/.test(line) ? line : `${line}.`];
}

/** `New`, `Still open`, … */
export function kindWords(kind: NoticeKind): string {
  return KINDS[kind];
}

/** `role`, `task definition`, `controller`; more than one: `roles`. */
export function subjectNoun({ kind }: AlertViolation['subject'], count = 1): string {
  return `${SUBJECTS[kind]}${count === 1 ? '' : 's'}`;
}

/** `account 111122223333, eu-west-1`. */
export function placeWords({ account, subject }: AlertViolation): string {
  return oneLine(`account ${account}${subject.region === null ? '' : `, ${subject.region}`}`, 100);
}

/** How live access stands to the spec, and what that means; nothing where nothing was compared. */
export function directionWords({ access, detail }: AlertViolation): readonly string[] {
  if (access === null) return sentence(detail.join('; '));
  return sentence(`${DIRECTIONS[access]}${detail.length === 0 ? '' : `: ${detail.join('; ')}`}`);
}

/** `2026-11-23 06:00 UTC`. */
export function timeWords(instant: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(instant) ? minuteOf(instant) : oneLine(instant, 40);
}

/** Who made the change, and when. */
export function actorWords({ by }: AlertViolation): readonly string[] {
  if (by === null) return [];
  const via = by.via === null ? '' : ` (${oneLine(by.via, 100)})`;
  return sentence(`Changed by ${oneLine(by.who, 100)}${via} at ${timeWords(by.at)}`);
}

/** Since when it is open, where that is not now. */
export function sinceWords({ kind, openedAt, at }: Notice): readonly string[] {
  if (kind === 'opened') return [];
  return kind === 'resolved' ? [`Open from ${timeWords(openedAt)} to ${timeWords(at)}.`] : [`Open since ${timeWords(openedAt)}.`];
}

/** How often it came and went while nobody could be told. */
export function timesWords({ kind, times = 1 }: Notice): readonly string[] {
  if (times < 2) return [];
  return [kind === 'resolved' ? `It was over ${times} times meanwhile.` : `It came up ${times} times meanwhile.`];
}

import type { AlertViolation, Notice, NoticeKind } from '../../controller/alerts/alert.ts';
import type { Severity } from '../../specs/types.ts';
import { printable } from '../escaping/printable.ts';
import { counted } from '../words/counts.ts';
import { named } from '../words/named.ts';
import type { NoticeGroup } from './notice-groups.ts';
import { violationDiff } from './violation-diff.ts';
import {
  actorWords,
  directionWords,
  kindWords,
  oneLine,
  placeWords,
  sentence,
  sinceWords,
  subjectNoun,
  timesWords,
} from './violation-words.ts';

/** What is said of a group, in lines of plain text without any markup. */
export interface ToldGroup {
  readonly kind: NoticeKind;
  readonly severity: Severity;
  /** `New, critical`. */
  readonly label: string;
  /** `orders`, or `40 roles`. */
  readonly subject: string;
  /** `role, account 111122223333`, or the first names of many. */
  readonly place: string;
  /** The same in a message that names the account elsewhere: a region, the first names, or nothing. */
  readonly shortPlace: string;
  /** The unit or the rule. */
  readonly what: string;
  readonly sentences: readonly string[];
  /** Made only where there is room for it. */
  diff(): readonly string[];
  readonly next: string;
  /** To paste; `null` for none. */
  readonly command: string | null;
  /** Lines to be written into a spec, in the place of a command. */
  readonly spec: readonly string[];
}

const MOST_NAMES = 8;
const LONGEST_NAMES = 250;
/** What is cut before it is pasted would be another thing, so what is longer is not shown at all. */
const LONGEST_PASTE = 1500;

/** What all of a group share; nothing if they do not. */
function shared<T>(group: NoticeGroup, of: (violation: AlertViolation) => T): T | undefined {
  const [first, ...others] = group.map(({ violation }) => of(violation));
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined;
}

/** The first names that there is room for. A list that is cut at its end would not say how many are missing. */
function names(group: NoticeGroup, room: number): string {
  const all = group.map(({ violation }) => oneLine(violation.subject.name, 80));
  let shown = MOST_NAMES;
  while (shown > 1 && named(all, shown).length > room) shown -= 1;
  return named(all, shown);
}

/** Each different text once, with how often it is true. */
function tallied(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const said = [...counts].slice(0, 3).map(([text, count]) => `${counted(count, 'time')}: ${text}`);
  return counts.size > 3 ? [...said, `And ${counts.size - 3} other outcomes.`] : said;
}

function actorsOf(group: NoticeGroup): readonly string[] {
  const same = shared(group, actorWords);
  if (same !== undefined) return same;
  const who = new Set(group.flatMap(({ violation: { by } }) => (by === null ? [] : [oneLine(by.who, 100)])));
  return sentence(`Changed by ${named([...who], 3)}`);
}

function outcomesOf(group: NoticeGroup): readonly string[] {
  return (
    shared(group, ({ outcome }) => sentence(outcome)) ?? tallied(group.flatMap(({ violation }) => sentence(violation.outcome)))
  );
}

/** Begins with a capital, unless that would change a name. */
function capitalized(message: string, name: string): string {
  return /^[a-z]+ /.test(message) && !message.startsWith(name) ? message.charAt(0).toUpperCase() + message.slice(1) : message;
}

function messageOf(group: NoticeGroup): readonly string[] {
  const [{ kind, violation }] = group;
  const isForAll = shared(group, ({ message }) => message) !== undefined;
  if (kind === 'resolved') return sentence(isForAll ? `Was: ${violation.message}` : `Was, for example: ${violation.message}`);
  return sentence(isForAll ? capitalized(violation.message, violation.subject.name) : `For example: ${violation.message}`);
}

/** The longer ones are for what is new: whoever was told already needs only be reminded. */
function sentencesOf(group: NoticeGroup): readonly string[] {
  const [first] = group;
  const since = group.length === 1 ? [...sinceWords(first), ...timesWords(first)] : [];
  if (first.kind === 'resolved' || first.kind === 'reminder') return [...messageOf(group), ...since];
  const direction = shared(group, directionWords) ?? directionWords({ ...first.violation, detail: [] });
  return [...messageOf(group), ...direction, ...actorsOf(group), ...outcomesOf(group), ...since];
}

type Next = Pick<ToldGroup, 'next' | 'command' | 'spec'>;

function nextOf(group: NoticeGroup): Next {
  const [{ kind, violation }] = group;
  if (kind === 'resolved') return { next: '', command: null, spec: [] };
  const { text, command, spec } = violation.next;
  const [next = ''] = sentence(text);
  if (command === null) return { next, command, spec: [] };
  const pasted = pastedOf(command, spec);
  if (pasted.command === null && pasted.spec.length === 0)
    return { next: `${next} The command is too long for a message; the report shows it.`.trim(), ...pasted };
  const isForAll = shared(group, (one) => [one.next.command, one.next.spec]) !== undefined;
  const example = isForAll ? next : `${next} For ${oneLine(violation.subject.name, 80)}, and likewise for the others:`;
  return { next: example.trim(), ...pasted };
}

/** On one line each: commands that run in turn go on behind their `&&`. */
function pastedOf(command: string, spec = ''): Pick<Next, 'command' | 'spec'> {
  const lines = spec === '' ? [] : spec.trimEnd().split('\n').map(printable);
  if (lines.length > 0 && lines.join('\n').length <= LONGEST_PASTE) return { command: null, spec: lines };
  const line = printable(command.replaceAll(' &&\n', ' && '));
  return { command: line.length > LONGEST_PASTE ? null : line, spec: [] };
}

function headOf(group: NoticeGroup): Pick<ToldGroup, 'subject' | 'place' | 'shortPlace'> {
  const [{ violation }] = group;
  const { subject } = violation;
  if (group.length === 1) {
    const place = `${subjectNoun(subject)}, ${placeWords(violation)}`;
    return { subject: oneLine(subject.name, 120), place, shortPlace: oneLine(subject.region ?? '', 40) };
  }
  const accountOnly = placeWords({ ...violation, subject: { ...subject, region: null } });
  return {
    subject: `${group.length} ${subjectNoun(subject, group.length)}`,
    place: `${names(group, LONGEST_NAMES)}; ${accountOnly}`,
    shortPlace: names(group, 100),
  };
}

/** All that is said of a group of notices. */
export function toldGroup(group: NoticeGroup): ToldGroup {
  const [{ kind, violation }]: readonly [Notice, ...Notice[]] = group;
  return {
    kind,
    severity: violation.severity,
    label: `${kindWords(kind)}, ${violation.severity}`,
    ...headOf(group),
    what: oneLine(violation.what, 200),
    sentences: sentencesOf(group),
    diff: () => (kind === 'opened' && shared(group, ({ values }) => values) !== undefined ? violationDiff(violation) : []),
    ...nextOf(group),
  };
}

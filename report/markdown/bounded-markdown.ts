import { counted } from '../words/counts.ts';

/**
 * As much as is written: GitHub refuses a comment of more than 65,536 characters, and whoever posts one may add a line.
 * @see https://github.com/orgs/community/discussions/27190
 */
const MOST_CHARACTERS = 65_000;
/** For the sentence that says what was left out. */
const RESERVED = 600;

/** A piece of a document, shown in one of its forms or not at all. Each form closes what it opens and ends with a newline. */
export interface Part {
  /** What it is counted as where it is left out or shortened: `role`. */
  readonly noun: string;
  /** How many of these it stands for. */
  readonly count: number;
  readonly brief: string;
  /** The fullest first; made only where there may be room. */
  readonly fuller: readonly (() => string)[];
}

/** Pieces below one opening, which goes with the last of them. */
export interface Section {
  readonly opening: string;
  readonly parts: readonly Part[];
}

export interface BoundedDocument {
  /** Always shown; so is the closing. */
  readonly opening: string;
  /** The most important first. */
  readonly sections: readonly Section[];
  readonly closing: string;
}

interface Placed extends Part {
  readonly section: Section;
}

/** A piece as it is shown. */
interface Shown {
  readonly piece: Placed;
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * A document that a comment can hold. Everything is first told briefly, and what even so takes more than half of the room is
 * left out, from the end; then, from the beginning, each piece gets the fullest form for which there is room. Says what is missing.
 */
export function boundedMarkdown({ opening, sections, closing }: BoundedDocument): string {
  const placed = sections.flatMap((section) => section.parts.map((each): Placed => ({ ...each, section })));
  const room = MOST_CHARACTERS - RESERVED - opening.length - closing.length;
  const kept = placed.slice(0, howManyFit(placed, room / 2));
  const shown = filled(kept, room);
  const bodies = sections.map((section) => bodyOf(section, shown));
  const missing = missingSentence(
    placed.slice(kept.length),
    shown.filter(({ isWhole }) => !isWhole).map(({ piece }) => piece),
  );
  return [opening, ...bodies, missing, closing]
    .filter((text) => text !== '')
    .map(ended)
    .join('\n');
}

/** An opening is paid for with the first of its pieces, and so are newlines between sections. */
function costOf(piece: Placed, before: Placed | undefined): number {
  return piece.brief.length + (before?.section === piece.section ? 0 : piece.section.opening.length + 4);
}

function howManyFit(placed: readonly Placed[], room: number): number {
  let used = 0;
  for (const [index, piece] of placed.entries()) {
    used += costOf(piece, placed[index - 1]);
    if (used > room) return index;
  }
  return placed.length;
}

/** With less room than this no fuller form is even made. */
const LEAST_ROOM = 200;

function filled(kept: readonly Placed[], room: number): readonly Shown[] {
  let left = room - kept.reduce((sum, piece, index) => sum + costOf(piece, kept[index - 1]), 0);
  return kept.map((piece) => {
    const shown = fullest(piece, left);
    left -= shown.text.length - piece.brief.length;
    return shown;
  });
}

function fullest(piece: Placed, left: number): Shown {
  const forms = left < LEAST_ROOM ? [] : piece.fuller;
  for (const [index, form] of forms.entries()) {
    const text = form();
    if (text.length - piece.brief.length <= left) return { piece, text, isWhole: index === 0 };
  }
  return { piece, text: piece.brief, isWhole: piece.fuller.length === 0 };
}

function bodyOf(section: Section, shown: readonly Shown[]): string {
  const own = shown.filter(({ piece }) => piece.section === section).map(({ text }) => text);
  return own.length === 0 ? '' : `${section.opening}${own.join('')}`;
}

function ended(text: string): string {
  return `${text.trimEnd()}\n`;
}

function missingSentence(leftOut: readonly Part[], cut: readonly Part[]): string {
  const parts = [...counts(leftOut), ...counts(cut).map((count) => `details of ${count}`)];
  return parts.length === 0
    ? ''
    : `**Left out, for a comment holds no more: ${parts.join(', ')}.** The same command with \`--format text\` or \`--format json\` tells all.`;
}

function counts(parts: readonly Part[]): readonly string[] {
  const byNoun = new Map<string, number>();
  for (const { noun, count } of parts) byNoun.set(noun, (byNoun.get(noun) ?? 0) + count);
  return [...byNoun].map(([noun, count]) => counted(count, noun));
}

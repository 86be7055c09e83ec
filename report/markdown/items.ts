import { clipped } from '../alerts/clipped.ts';
import { markdownText } from '../escaping/markdown-text.ts';
import { counted } from '../words/counts.ts';
import type { Part } from './bounded-markdown.ts';

/** Characters of a text where there is no room for all of it. */
const BRIEF = 240;
/** Items of a list that stands before what matters more. */
const MOST_ITEMS = 20;

/** A piece that tells one text, cut where that is long and there is no room. */
export function textPart(noun: string, text: string, shown: (text: string) => string): Part {
  const fuller = text.length <= BRIEF ? [] : [() => shown(text)];
  return { noun, count: 1, brief: shown(clipped(text, BRIEF)), fuller };
}

/** Texts as items of a list, of many only the first. */
export function items(noun: string, texts: readonly string[], shown: (text: string) => string = markdownText): readonly Part[] {
  return capped(
    noun,
    texts.map((text) => textPart(noun, text, (said) => `- ${shown(said)}\n`)),
  );
}

/** The first pieces of a list, and how many more there are. */
export function capped(noun: string, parts: readonly Part[], most: number = MOST_ITEMS): readonly Part[] {
  const rest = parts.length - most;
  if (rest <= 1) return parts;
  return [...parts.slice(0, most), { noun, count: rest, brief: `\nAnd ${counted(rest, `more ${noun}`)}.\n`, fuller: [] }];
}

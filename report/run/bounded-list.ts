import { printable } from '../escaping/printable.ts';

const MOST = 20;
const LONGEST = 300;

/** The first of many texts, each on one line and cut where it gets long, and how many are left out. */
export function boundedList(texts: readonly string[]): readonly string[] {
  const shown = texts.slice(0, MOST).map((text) => printable(text.slice(0, LONGEST)));
  return texts.length > MOST ? [...shown, `and ${texts.length - MOST} more`] : shown;
}

import leven from 'leven';

/** Longer words are no misspelling of anything that we know. */
const MAX_LENGTH = 80;

/** The candidate that a misspelt word most likely means. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const folded = fold(word);
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = leven(folded, fold(candidate));
    if (distance < (best?.distance ?? allowance(candidate))) best = { candidate, distance };
  }
  return best?.candidate;
}

/** ` (did you mean X?)`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = suggestion(word, candidates);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

/** A word in a message: shortened, so that a message stays one line. */
export function quote(word: string): string {
  return JSON.stringify(word.length > 80 ? `${word.slice(0, 80)}…` : word);
}

/** A value of a spec in a message; its own text only where it is a scalar. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return typeof value === 'string' ? quote(value) : String(value);
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

function allowance(candidate: string): number {
  return Math.max(2, Math.ceil(candidate.length / 3) + 1);
}

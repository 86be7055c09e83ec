import leven from 'leven';

/** The candidate that takes the fewest changed characters, if no more than `tolerance`; the first of several. */
export function nearest(word: string, candidates: Iterable<string>, tolerance: number): string | undefined {
  let [best, limit]: [string | undefined, number] = [undefined, tolerance + 1];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= limit) continue;
    // leven gives up, and returns the limit, once the words are further apart than it.
    const distance = leven(word, candidate, { maxDistance: limit });
    if (distance < limit) [best, limit] = [candidate, distance];
  }
  return best;
}

/**
 * Asks whether something is there until it is. What cannot be looked up counts as missing, and is warned of: what needs to be said
 * does not wait for it.
 * @param warn with a sentence for people
 */
export function knownOnceThere(look: () => Promise<boolean>, warn: (why: string) => void): () => Promise<boolean> {
  let isThere = false;
  return async () => {
    if (isThere) return true;
    try {
      isThere = await look();
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
    return isThere;
  };
}

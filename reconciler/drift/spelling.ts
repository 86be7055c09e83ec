/** An action as documents write it: a service prefix, a colon, a name that may hold wildcards. */
const WRITTEN_ACTION = /"([A-Za-z0-9-]+:[A-Za-z0-9*?]+)"/g;
const ACTION_IN_WORDS = /(?<![\w:/*-])[a-z0-9-]+:[a-z0-9*?]+(?![\w:/-])/g;

/** Puts actions, which are compared in lower case, back into the spelling that the documents use. */
export function respell(sentences: readonly string[], documents: readonly string[]): readonly string[] {
  const written = documents.flatMap((text) => [...text.matchAll(WRITTEN_ACTION)].map(([, action = '']) => action));
  const spelling = new Map(written.map((action) => [action.toLowerCase(), action]));
  return sentences.map((sentence) => sentence.replace(ACTION_IN_WORDS, (action) => spelling.get(action) ?? action));
}

/**
 * A policy document of an export as JSON text: the CLI writes objects, some tools IAM's URL-encoded strings.
 * It is decoded once and never parsed: what is no policy stays as it is.
 */
export function documentText(document: unknown): string {
  if (typeof document !== 'string') return JSON.stringify(document);
  return document.trimStart().startsWith('%') ? urlDecoded(document) : document;
}

function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The document as a snapshot holds it: an object where that gives the very same text back, else the text. */
export function documentValue(text: string): unknown {
  const value = parsedObject(text);
  if (value !== undefined && JSON.stringify(value) === text) return value;
  return text.trimStart().startsWith('%') ? text.replaceAll('%', '%25') : text;
}

function parsedObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

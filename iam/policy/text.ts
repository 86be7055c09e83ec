import type { Policy } from './types.ts';

const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Past this depth lines are indented no further: no policy goes so deep, and hostile text must not grow without bound. */
const DEEPEST_INDENT = 20;

/** The canonical document as the shortest JSON text that IAM takes. */
export function policyText(policy: Policy): string {
  return policy.key;
}

/** The author's own JSON, member for member and digit for digit, indented by two spaces; text that is no JSON comes back unchanged. */
export function prettyPolicy(text: string): string {
  if (!isJson(text)) return text;
  let pretty = '';
  let depth = 0;
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (closes(token)) depth--;
    pretty += gap(previous, token, depth) + token;
    if (opens(token)) depth++;
    previous = token;
  }
  return pretty;
}

function gap(previous: string, token: string, depth: number): string {
  if (previous === ':') return ' ';
  const startsLine = previous === ',' || opens(previous) !== closes(token);
  return startsLine ? `\n${'  '.repeat(Math.min(depth, DEEPEST_INDENT))}` : '';
}

function opens(token: string): boolean {
  return token === '{' || token === '[';
}

function closes(token: string): boolean {
  return token === '}' || token === ']';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

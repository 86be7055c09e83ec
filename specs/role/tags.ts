import type { Report } from '../reading/report.ts';
import { quote } from '../reading/suggestion.ts';

/** One of IAM's 50 is Rolecall's own. */
const MAX_TAGS = 49;
const OWNER_TAG = 'rolecall:owner';
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * The tags that a spec declares.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */
export function declaredTags(tags: Readonly<Record<string, string>>, report: Report): Map<string, string> {
  const folded = new Map<string, string>();
  for (const [key, value] of Object.entries(tags)) {
    const wrongKey = keyProblem(key) ?? collision(key, folded);
    if (wrongKey !== undefined) report([key], wrongKey, { at: 'key' });
    const wrongValue = textProblem(value, 256, 'value');
    if (wrongValue !== undefined) report([key], wrongValue);
    folded.set(key.toLowerCase(), key);
  }
  if (folded.size > MAX_TAGS) report([], `${folded.size} tags are too many; IAM allows 50, and one of them is ${OWNER_TAG}`);
  return new Map(Object.entries(tags));
}

/** What is wrong with one tag, whatever others there are. */
export function tagProblem(key: string, value: string): string | undefined {
  return keyProblem(key) ?? textProblem(value, 256, 'value');
}

function keyProblem(key: string): string | undefined {
  const folded = key.toLowerCase();
  if (folded.startsWith('aws:')) return `${quote(key)}: tags that begin with aws: are AWS's own; delete the line`;
  if (folded === OWNER_TAG) return `${OWNER_TAG} is written by Rolecall; delete the line, and set owner in rolecall.yml`;
  return textProblem(key, 128, 'key');
}

function collision(key: string, folded: ReadonlyMap<string, string>): string | undefined {
  const other = folded.get(key.toLowerCase());
  return other === undefined
    ? undefined
    : `the tags ${quote(other)} and ${quote(key)} differ only in case, and IAM takes them for one; keep one`;
}

function textProblem(text: string, most: number, what: string): string | undefined {
  if (text.length > most) return `a tag's ${what} has at most ${most} characters, this one has ${text.length}`;
  return CHARACTERS.test(text)
    ? undefined
    : `a tag's ${what} holds letters, digits, spaces and _ . : / = + - @ only: ${quote(text)}`;
}

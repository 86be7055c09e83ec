import * as z from 'zod';
import { didYouMean, quote, shown } from './suggestion.ts';

/** YAML 1.1's booleans, which are plain words since YAML 1.2. */
const BOOLEAN_WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'on', 'y', 'true'].map((word) => [word, true] as const),
  ...['no', 'off', 'n', 'false'].map((word) => [word, false] as const),
]);

/** Words for what is meant, where likeness would mislead: `deleted` looks like `released`. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  ['delete', 'deleted', 'remove', 'removed', 'destroy', 'destroyed', 'gone'].map((word) => [word, 'absent']),
);

/**
 * Says what is wrong with one value and what to write instead.
 * @param source the value as the file has it
 */
export function issueMessage(issue: z.core.$ZodIssue, schema: z.ZodType | undefined, source: string): string {
  if (issue.code === 'invalid_value') return wrongWord(issue.input, issue.values.map(String));
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return missing(String(issue.path.at(-1) ?? 'the document'), schema);
  if (issue.code === 'invalid_type') return wrongType(issue.expected, issue.input, source, schema);
  if (issue.code === 'too_big' && Array.isArray(issue.input))
    return `this list has ${issue.input.length} entries, which IAM does not take`;
  if (issue.code === 'too_small') return `${quote(source)} is too small; write ${issue.minimum} or more`;
  if (issue.code === 'too_big') return `${quote(source)} is too large; write ${issue.maximum} or less`;
  if (issue.code === 'invalid_union') return `${shown(issue.input)} does not fit here${forExample(schema)}`;
  return issue.message;
}

function wrongWord(input: unknown, words: readonly string[]): string {
  const expected = words.length === 1 ? words[0] : `one of ${words.join(', ')}`;
  if (input === undefined) return `write ${expected} here`;
  const meant = typeof input === 'string' && words.length > 1 ? meantWord(input, words) : '';
  return `${shown(input)} is not known here; write ${expected}${meant}`;
}

function meantWord(input: string, words: readonly string[]): string {
  const synonym = SYNONYMS.get(input.toLowerCase());
  return synonym !== undefined && words.includes(synonym) ? `; did you mean ${synonym}?` : didYouMean(input, words);
}

function missing(key: string, schema: z.ZodType | undefined): string {
  return `${key} is missing; add it${forExample(schema)}`;
}

function wrongType(expected: string, input: unknown, source: string, schema: z.ZodType | undefined): string {
  if (expected === 'string' && isScalar(input)) return `this must be text; put it in quotes: ${JSON.stringify(source)}`;
  if (expected === 'boolean') return `${shown(input)} is neither true nor false${booleanHint(input)}`;
  if (expected === 'array' && isScalar(input))
    return `this must be a list; write [${source}], or each on its own line after "- "`;
  if (expected === 'int' || expected === 'number')
    return `${shown(input)} is not a ${expected === 'int' ? 'whole ' : ''}number${numberHint(input) || forExample(schema)}`;
  return `${shown(input)} does not fit here; write ${NOUNS[expected] ?? expected}${forExample(schema)}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

function booleanHint(input: unknown): string {
  const meant = typeof input === 'string' ? BOOLEAN_WORDS.get(input.toLowerCase()) : undefined;
  return meant === undefined ? '' : `; write ${meant}`;
}

function numberHint(input: unknown): string {
  const text = typeof input === 'string' ? input.replaceAll(/[_, ]/g, '') : '';
  return /^\d{1,15}$/.test(text) ? `; write ${Number(text)} without quotes` : '';
}

function forExample(schema: z.ZodType | undefined): string {
  const [example] = schema === undefined ? [] : ((z.globalRegistry.get(schema)?.examples as unknown[]) ?? []);
  return example === undefined ? '' : `, for example ${JSON.stringify(example)}`;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

import { escapePattern } from '../pattern.ts';
import type { PolicyVersionDate } from '../policy/types.ts';
import type { Context } from './types.ts';

const VARIABLE = /\$\{([^{}]*)\}/g;
const ESCAPED = ['*', '?', '$'];

/** A pattern without variables; when not `certain`, one of them is unknown and stands as `*`. */
export interface Resolved {
  readonly pattern: string;
  readonly certain: boolean;
}

/**
 * A string of a policy document as a pattern. `${…}` is a variable only in documents of 2012.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @param wildcards whether `*` and `?` are wildcards where the string stands
 */
export function toPattern(text: string, version: PolicyVersionDate, wildcards: boolean): string {
  if (wildcards && !text.includes('$')) return text;
  if (version === '2008-10-17') return wildcards ? text.replaceAll('$', '${$}') : escapePattern(text);
  if (wildcards) return text;
  return text.replace(/\$\{[^{}]*\}|[*?]/g, (token) => (token.length > 1 ? token : escapePattern(token)));
}

/** Fills in the variables that the context knows. */
export function resolveVariables(pattern: string, context: Context): Resolved {
  if (!pattern.includes('${')) return { pattern, certain: true };
  let certain = true;
  const resolved = pattern.replace(VARIABLE, (whole, name: string) => {
    if (ESCAPED.includes(name)) return whole;
    const value = variableValue(name, context);
    if (value === undefined) certain = false;
    return value === undefined ? '*' : escapePattern(value);
  });
  return { pattern: resolved, certain };
}

/** The condition keys that the pattern's variables name, in lower case. */
export function variableKeys(pattern: string): readonly string[] {
  return [...pattern.matchAll(VARIABLE)]
    .map(([, name]) => name ?? '')
    .filter((name) => !ESCAPED.includes(name))
    .map(variableKey);
}

function variableKey(name: string): string {
  return (name.split(',')[0] ?? '').trim().toLowerCase();
}

function variableValue(name: string, context: Context): string | undefined {
  const values = context.get(variableKey(name));
  if (values === null) return /,\s*'([^']*)'\s*$/.exec(name)?.[1];
  return values?.length === 1 ? values[0] : undefined;
}

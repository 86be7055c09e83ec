import { escapePattern } from '../pattern.ts';
import type { PolicyVersionDate } from '../policy/types.ts';
import type { Context } from './types.ts';
import { exactly, isLike, type Value } from './value.ts';

const VARIABLE = /\$\{([^{}]*)\}/g;
const ESCAPED = ['*', '?', '$'];
const UNKNOWN: Context = new Map();

/** A pattern without variables; when not `certain`, one of them is unknown and stands as `*`, or as all that is known of it. */
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
    if (typeof value === 'string') return escapePattern(value);
    certain = false;
    return value === undefined ? '*' : resolveVariables(value.like, UNKNOWN).pattern;
  });
  return { pattern: resolved, certain };
}

/** Whether the request has a value, known or not, for every variable. */
export function canResolve(pattern: string, context: Context): boolean {
  if (!pattern.includes('${')) return true;
  return [...pattern.matchAll(VARIABLE)].every(
    ([, name = '']) => ESCAPED.includes(name) || variableValue(name, context) !== undefined,
  );
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

function variableValue(name: string, context: Context): Value | undefined {
  const values = context.get(variableKey(name));
  if (values === null) return /,\s*'([^']*)'\s*$/.exec(name)?.[1];
  if (values === undefined || isLike(values)) return values && exactly(values);
  return values.length === 1 ? values[0] : undefined;
}

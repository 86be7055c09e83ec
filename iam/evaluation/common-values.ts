import { arnSegments } from '../arn.ts';
import { commonExample, example, matches } from '../pattern.ts';

/** Pairs grow with the square of the patterns, and each costs length times length. */
const MOST_PATTERNS = 40;
const MOST_VALUES = 60;

/**
 * Values that two of the patterns match: at most 60, of the first 40 patterns with wildcards.
 * @param patterns without variables
 * @param common finds such a value for two patterns, if there is one
 */
export function commonValues(
  patterns: readonly string[],
  common: (a: string, b: string) => string | undefined = commonString,
): readonly string[] {
  const open = [...new Set(patterns)].filter(hasWildcard).slice(0, MOST_PATTERNS);
  const found = new Set<string>();
  for (const [index, a] of open.entries())
    for (const b of open.slice(index + 1)) {
      const value = common(a, b);
      if (value !== undefined) found.add(value);
      if (found.size === MOST_VALUES) return [...found];
    }
  return [...found];
}

/** A string that both patterns match; `undefined` if there is none, or one's own example is such a string already. */
export function commonString(a: string, b: string): string | undefined {
  return matches(a, example(b)) || matches(b, example(a)) ? undefined : commonExample(a, b);
}

/** An ARN that both patterns of ARNs match segment by segment; `undefined` if there is none. */
export function commonArn(a: string, b: string): string | undefined {
  const [segments, others] = [arnSegments(a), arnSegments(b)];
  if (segments === undefined || others === undefined) return undefined;
  const shared = segments.map((segment, index) => commonExample(segment, others[index] ?? ''));
  return shared.every((segment) => segment !== undefined) ? shared.join(':') : undefined;
}

function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern.replace(/\$\{[*?$]\}/g, ''));
}

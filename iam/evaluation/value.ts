import { contains, exactText, matches, overlaps } from '../pattern.ts';
import type { Truth } from './truth.ts';
import type { ContextValue, Like } from './types.ts';

/** A value of a request, or the pattern that is all that is known of it. */
export type Value = string | Like;

export function isLike(value: Value | ContextValue): value is Like {
  return typeof value === 'object' && value !== null && 'like' in value;
}

/** The value itself where its pattern leaves nothing open. */
export function exactly(value: Like): Value {
  return exactText(value.like) ?? value;
}

/** The value with its text, or its pattern's, changed. */
export function mapped(value: Value, change: (text: string) => string): Value {
  return isLike(value) ? { like: change(value.like) } : change(value);
}

/** Whether the pattern matches the value; `unknown` where it matches only some of what the value may be. */
export function meets(pattern: string, value: Value): Truth {
  if (typeof value === 'string') return matches(pattern, value);
  return contains(pattern, value.like) || (overlaps(pattern, value.like) && 'unknown');
}

export function mayBeEmpty(value: Value): boolean {
  return isLike(value) ? overlaps(value.like, '') : value === '';
}

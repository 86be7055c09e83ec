import fc from 'fast-check';
import { arnSegments } from '../../../iam/arn.ts';
import type { Context, ContextValue, Request } from '../../../iam/evaluation/types.ts';
import { escapePattern, matches } from '../../../iam/pattern.ts';

/** A pattern that the text matches: some of its characters are left open. */
export function patternsOf(text: string): fc.Arbitrary<string> {
  const cut = fc.record({ at: fc.nat(text.length), length: fc.nat(text.length), open: fc.constantFrom('*', '*', '?', '') });
  return fc.array(cut, { maxLength: 2 }).map((cuts) => {
    const characters = Array.from(text, escapePattern);
    for (const { at, length, open } of cuts) {
      if (open === '*') characters.splice(at, Math.min(length, characters.length - at), '*');
      else if (open === '?' && at < characters.length && characters[at] !== '*') characters[at] = '?';
    }
    return characters.join('');
  });
}

/** Whether the value is one of those that `like` stands for: an ARN's segments each match. */
function isLike(value: string, like: string): boolean {
  const patterns = arnSegments(like);
  if (patterns === undefined) return matches(like, value);
  return arnSegments(value)?.every((segment, index) => matches(patterns[index] ?? '', segment)) === true;
}

function weakerValue(value: ContextValue): fc.Arbitrary<ContextValue | undefined> {
  const whole = fc.constantFrom(value, value, undefined);
  const [text, ...more] = value === null || 'like' in value ? [] : value;
  if (text === undefined || more.length > 0) return whole;
  return fc.oneof(
    whole,
    patternsOf(text).map((like) => (isLike(text, like) ? { like } : value)),
  );
}

function weakerContext(context: Context): fc.Arbitrary<Context> {
  const entries = Array.from(context, ([key, value]) => weakerValue(value).map((weaker) => [key, weaker] as const));
  return fc
    .tuple(...entries)
    .map((found) => new Map(found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))));
}

/** The same request with less known of it: keys are missing, or only a pattern of their value or of the resource is left. */
export function weaker(request: Request): fc.Arbitrary<Request> {
  const resources = fc.oneof(
    fc.constant({}),
    patternsOf(request.resource).map((resource) => ({ resource, resourceIsPattern: true })),
  );
  return fc.tuple(weakerContext(request.context), resources).map(([context, resource]) => ({ ...request, context, ...resource }));
}

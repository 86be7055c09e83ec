import * as z from 'zod/mini';

/** What CloudTrail writes in place of what it hides, whatever type that had. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Controls, format characters, line and paragraph separators, lone surrogates: nothing that a log or a terminal acts on. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function given(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== HIDDEN ? value : null;
}

/** Longer than any ARN of a role, with its path, can be. */
const LONGEST = 1024;

/** One line of bounded length, in which what may not be shown is replaced. */
export function printable(text: string): string {
  return text.slice(0, LONGEST).replace(UNPRINTABLE, '\ufffd');
}

/** Whatever there is, or nothing, made into something else. */
const any = <T>(make: (value: unknown) => T) => z.pipe(z.optional(z.unknown()), z.transform(make));

/** Text from strangers, of a length and of characters that may be shown; `null` for whatever is none. */
export const text = any((value) => {
  const found = given(value);
  return found === null ? null : printable(found);
});

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const roleName = z
  .string('is no text')
  .check(z.regex(/^[\w+=,.@-]{1,64}$/, 'cannot be the name of a role in IAM: 1 to 64 letters, digits and _ + = , . @ -'));

/** Where an event may leave the role out. */
export const roleNameIfAny = z.pipe(any(given), z.nullable(roleName));

/** An inline or managed policy's name; `null` for what cannot be one. */
export const policyName = any((value) => matching(value, /^[\w+=,.@-]{1,128}$/));

/** A managed policy's ARN; `null` for what cannot be one. */
export const policyArn = any((value) => matching(value, /^arn:[\w-]{1,32}:iam::(?:\d{12}|aws):policy\/[\u0021-\u007e]{1,700}$/));

function matching(value: unknown, pattern: RegExp): string | null {
  const found = given(value);
  return found !== null && pattern.test(found) ? found : null;
}

/** CloudTrail's and EventBridge's times are ISO 8601 in UTC. */
export const instant = z.iso.datetime('is no time as in 2026-01-15T09:15:22Z');

/** Of an event's own making: letters, digits and dashes. */
export const identifier = z.string('is missing').check(z.regex(/^[\w-]{1,128}$/, 'is no id'));

import { arnSegments } from '../arn.ts';
import { foldCase } from '../policy/fold.ts';
import { parseRange, rangeContains } from './ip.ts';
import { all, type Truth } from './truth.ts';
import { isLike, mapped, meets, type Value } from './value.ts';
import type { Resolved } from './variables.ts';

export type Family = 'string' | 'arn' | 'number' | 'date' | 'boolean' | 'binary' | 'address';

/** What a condition operator does with one value of the policy and one of the request. */
export interface Operator {
  readonly family: Family;
  /** Holds when none of the policy's values is met. */
  readonly negated: boolean;
  /** Whether `*` and `?` are wildcards in the policy's value. */
  readonly wildcards: boolean;
  readonly foldsCase: boolean;
  /** For numbers and dates: how the request's value stands to the policy's. */
  readonly holds: (actual: number, expected: number) => boolean;
}

const EQUAL = (actual: number, expected: number) => actual === expected;
const COMPARISONS: readonly (readonly [string, Operator['holds'], boolean])[] = [
  ['Equals', EQUAL, false],
  ['NotEquals', EQUAL, true],
  ['LessThan', (actual, expected) => actual < expected, false],
  ['LessThanEquals', (actual, expected) => actual <= expected, false],
  ['GreaterThan', (actual, expected) => actual > expected, false],
  ['GreaterThanEquals', (actual, expected) => actual >= expected, false],
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  operator('StringEquals', 'string'),
  operator('StringNotEquals', 'string', { negated: true }),
  operator('StringEqualsIgnoreCase', 'string', { foldsCase: true }),
  operator('StringNotEqualsIgnoreCase', 'string', { foldsCase: true, negated: true }),
  operator('StringLike', 'string', { wildcards: true }),
  operator('StringNotLike', 'string', { wildcards: true, negated: true }),
  operator('ArnLike', 'arn', { wildcards: true }),
  operator('ArnNotLike', 'arn', { wildcards: true, negated: true }),
  operator('Bool', 'boolean'),
  operator('BinaryEquals', 'binary'),
  operator('IpAddress', 'address'),
  operator('NotIpAddress', 'address', { negated: true }),
  ...COMPARISONS.map(([name, holds, negated]) => operator(`Numeric${name}`, 'number', { holds, negated })),
  ...COMPARISONS.map(([name, holds, negated]) => operator(`Date${name}`, 'date', { holds, negated })),
]);

function operator(name: string, family: Family, differences: Partial<Operator> = {}): [string, Operator] {
  return [name, { family, negated: false, wildcards: false, foldsCase: false, holds: EQUAL, ...differences }];
}

type Meets<V> = (expected: string, actual: V, operator: Operator) => Truth;

/** Whether one value of the request meets one of the policy, negation aside; `unknown` where a value cannot be read. */
export function meetsValue(operator: Operator, expected: Resolved, actual: Value): Truth {
  const truth = MEETS[operator.family](expected.pattern, actual, operator);
  return truth === true && !expected.certain ? 'unknown' : truth;
}

const MEETS: Readonly<Record<Family, Meets<Value>>> = {
  string: (expected, actual, { foldsCase }) => (foldsCase ? meetsIgnoringCase(expected, actual) : meets(expected, actual)),
  arn: meetsArn,
  number: ofExact((expected, actual, { holds }) => compared(parseNumber(expected), parseNumber(actual), holds)),
  date: ofExact((expected, actual, { holds }) => compared(parseDate(expected), parseDate(actual), holds)),
  boolean: ofExact((expected, actual) => compared(parseBoolean(expected), parseBoolean(actual), (a, b) => a === b)),
  binary: ofExact((expected, actual) => expected.replace(/=+$/, '') === actual.replace(/=+$/, '')),
  address: ofExact(meetsAddress),
};

/** Patterns are patterns of text: of a number, a date or an address they say nothing. */
function ofExact(meetsExact: Meets<string>): Meets<Value> {
  return (expected, actual, operator) => (isLike(actual) ? 'unknown' : meetsExact(expected, actual, operator));
}

/** Which letters beyond A to Z are one in two cases is not documented. */
function meetsIgnoringCase(expected: string, actual: Value): Truth {
  const truth = meets(foldCase(expected), mapped(actual, foldCase));
  return truth === false && meets(lowerCase(expected), mapped(actual, lowerCase)) ? 'unknown' : truth;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** "If you specify an IP address without the associated routing prefix, IAM uses the default prefix value of /32": maybe of IPv6 too. */
function meetsAddress(expected: string, actual: string): Truth {
  const [range, address] = [parseRange(expected), parseRange(actual)];
  if (range === undefined || address === undefined) return 'unknown';
  if (rangeContains(range, address)) return true;
  return range.bits === 128 && !expected.includes('/') && rangeContains({ ...range, prefix: 32 }, address) ? 'unknown' : false;
}

/** "Each of the six colon-delimited components of the ARN is checked separately." */
function meetsArn(expected: string, actual: Value): Truth {
  const patterns = arnSegments(expected);
  if (patterns === undefined) return 'unknown';
  const segments = arnSegments(isLike(actual) ? actual.like : actual);
  // A pattern that is not of an ARN may still match one.
  if (segments === undefined) return isLike(actual) && meets(expected, actual) && 'unknown';
  return all(
    segments.map((segment, index) =>
      meets(
        patterns[index] ?? '',
        mapped(actual, () => segment),
      ),
    ),
  );
}

function compared<T>(expected: T | undefined, actual: T | undefined, holds: (actual: T, expected: T) => boolean): Truth {
  return expected === undefined || actual === undefined ? 'unknown' : holds(actual, expected);
}

/** Up to fifteen digits: more do not survive as a floating-point number. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15 ? Number(text) : undefined;
}

/** Milliseconds since 1970, from ISO 8601 with a time zone (or a bare day or month) or from epoch seconds. */
export function parseDate(text: string): number | undefined {
  if (/^\d{5,12}$/.test(text)) return Number(text) * 1000;
  const form = /^\d{4}-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?)?$/;
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function parseBoolean(text: string): boolean | undefined {
  const folded = foldCase(text);
  return folded === 'true' || folded === 'false' ? folded === 'true' : undefined;
}

import { arnSegments } from '../arn.ts';
import { matches } from '../pattern.ts';
import { foldCase } from '../policy/fold.ts';
import { parseRange, rangeContains } from './ip.ts';
import type { Truth } from './truth.ts';
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

/** Whether one value of the request meets one of the policy, negation aside; `unknown` where a value cannot be read. */
export function meetsValue(operator: Operator, expected: Resolved, actual: string): Truth {
  const truth = MEETS[operator.family](expected.pattern, actual, operator);
  return truth === true && !expected.certain ? 'unknown' : truth;
}

const MEETS: Readonly<Record<Family, (expected: string, actual: string, operator: Operator) => Truth>> = {
  string: (expected, actual, { foldsCase }) =>
    foldsCase ? matches(foldCase(expected), foldCase(actual)) : matches(expected, actual),
  arn: meetsArn,
  number: (expected, actual, { holds }) => compared(parseNumber(expected), parseNumber(actual), holds),
  date: (expected, actual, { holds }) => compared(parseDate(expected), parseDate(actual), holds),
  boolean: (expected, actual) => compared(parseBoolean(expected), parseBoolean(actual), (a, b) => a === b),
  binary: (expected, actual) => expected.replace(/=+$/, '') === actual.replace(/=+$/, ''),
  address: (expected, actual) =>
    compared(parseRange(expected), parseRange(actual), (inner, outer) => rangeContains(outer, inner)),
};

/** "Each of the six colon-delimited components of the ARN is checked separately." */
function meetsArn(expected: string, actual: string): Truth {
  const patterns = arnSegments(expected);
  if (patterns === undefined) return 'unknown';
  const segments = arnSegments(actual);
  return segments?.every((segment, index) => matches(patterns[index] ?? '', segment)) ?? false;
}

function compared<T>(expected: T | undefined, actual: T | undefined, holds: (actual: T, expected: T) => boolean): Truth {
  return expected === undefined || actual === undefined ? 'unknown' : holds(actual, expected);
}

/** Up to fifteen digits: more do not survive as a floating-point number. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15 ? Number(text) : undefined;
}

/** Milliseconds since 1970, from ISO 8601 with a time zone (or a bare day) or from epoch seconds. */
export function parseDate(text: string): number | undefined {
  if (/^\d{5,12}$/.test(text)) return Number(text) * 1000;
  const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function parseBoolean(text: string): boolean | undefined {
  const folded = foldCase(text);
  return folded === 'true' || folded === 'false' ? folded === 'true' : undefined;
}

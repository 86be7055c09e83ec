import { arnSegments } from '../arn.ts';
import { contains } from '../pattern.ts';
import { foldCase } from '../policy/fold.ts';
import type { ConditionClause, PolicyVersionDate } from '../policy/types.ts';
import { valuePattern } from './condition.ts';
import { parseRange, rangeContains } from './ip.ts';
import { type Family, OPERATORS, type Operator } from './operators.ts';

export interface Clause {
  readonly clause: ConditionClause;
  readonly version: PolicyVersionDate;
}

/** A clause's values, ready to be compared with another's. */
interface Values {
  readonly operator: Operator;
  readonly patterns: readonly string[];
}

/** Whether `outer` holds in every request in which `inner` does; a no means only that it is not proved. */
export function implies(inner: Clause, outer: Clause): boolean {
  const [from, to] = [inner.clause, outer.clause];
  if (from.key !== to.key || from.set !== to.set || (from.ifExists && !to.ifExists)) return false;
  const [narrow, wide] = [valuesOf(inner), valuesOf(outer)];
  if (narrow === undefined || wide === undefined) return isSame(inner, outer);
  if (!isComparable(narrow.operator, wide.operator)) return from.operator === to.operator && hasSameValues(narrow, wide);
  return narrow.operator.negated ? covers(narrow, wide) : covers(wide, narrow);
}

function valuesOf({ clause, version }: Clause): Values | undefined {
  const operator = OPERATORS.get(clause.operator);
  if (operator === undefined) return undefined;
  const patterns = clause.values.map((value) => valuePattern(value, version, operator));
  return { operator, patterns: operator.foldsCase ? patterns.map(foldCase) : patterns };
}

function isSame(a: Clause, b: Clause): boolean {
  return a.clause.operator === b.clause.operator && a.version === b.version && hasSameItems(a.clause.values, b.clause.values);
}

function hasSameValues(a: Values, b: Values): boolean {
  return hasSameItems(a.patterns, b.patterns);
}

function hasSameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

/** Whether "these values are among those" says something about the two operators. */
function isComparable(narrow: Operator, wide: Operator): boolean {
  const comparable = narrow.family === wide.family && narrow.negated === wide.negated && narrow.family in CONTAINS;
  return comparable && foldsAlike(narrow, wide);
}

/** Where case is ignored, more is met: a positive clause may pass to that, a negated one from it. */
function foldsAlike(narrow: Operator, wide: Operator): boolean {
  if (narrow.foldsCase === wide.foldsCase) return true;
  return narrow.negated ? narrow.foldsCase : wide.foldsCase;
}

function covers(outer: Values, inner: Values): boolean {
  const containsValue = CONTAINS[outer.operator.family] ?? (() => false);
  const fold = outer.operator.foldsCase ? foldCase : (text: string) => text;
  return inner.patterns.every((value) => outer.patterns.some((other) => containsValue(other, fold(value))));
}

const CONTAINS: Readonly<Partial<Record<Family, (outer: string, inner: string) => boolean>>> = {
  string: contains,
  arn: containsArn,
  address: containsRange,
};

function containsArn(outer: string, inner: string): boolean {
  const [patterns, segments] = [arnSegments(outer), arnSegments(inner)];
  if (patterns === undefined || segments === undefined || hasEarlyVariable(patterns) || hasEarlyVariable(segments))
    return outer === inner;
  return patterns.every((pattern, index) => contains(pattern, segments[index] ?? ''));
}

/** A variable before the resource could bring colons with it. */
function hasEarlyVariable(segments: readonly string[]): boolean {
  return segments.slice(0, 5).some((segment) => segment.includes('${'));
}

function containsRange(outer: string, inner: string): boolean {
  const [range, part] = [parseRange(outer), parseRange(inner)];
  return range !== undefined && part !== undefined ? rangeContains(range, part) : outer === inner;
}

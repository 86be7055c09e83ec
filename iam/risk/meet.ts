import type { Atom } from '../evaluation/atoms.ts';
import { contains, intersection, matches, overlaps } from '../pattern.ts';
import type { Matching } from '../policy/types.ts';

const EVERYTHING: Matching = { negated: false, values: ['*'] };

/**
 * What the part and the limit have in common, in parts of one action and one resource each. Where two patterns only overlap, the
 * part's own stands for what they share.
 */
export function meet(part: Atom, limit: Atom): readonly Atom[] {
  const [own, other] = [part.statement, limit.statement];
  const actions = meetMatching(own.action, other.action);
  const resources = actions.length === 0 ? [] : meetMatching(own.resource ?? EVERYTHING, other.resource ?? EVERYTHING);
  const conditions = [...own.conditions, ...other.conditions];
  return actions.flatMap((action) =>
    resources.map((resource) => ({ version: part.version, statement: { ...own, action, resource, conditions } })),
  );
}

function meetMatching(a: Matching, b: Matching): readonly Matching[] {
  if (a.negated && b.negated) return [{ negated: true, values: [...new Set([...a.values, ...b.values])].sort() }];
  if (a.negated) return isAll(b) ? [a] : singles(without(b.values, a.values));
  if (b.negated) return isAll(a) ? [b] : singles(without(a.values, b.values));
  const common = a.values.flatMap((one) =>
    b.values.filter((other) => mayOverlap(one, other)).map((other) => intersection(one, other) ?? one),
  );
  return singles([...new Set(common)]);
}

/** Whether nothing is left out, in a list of actions or of resources. */
export function isAll({ negated, values }: Matching): boolean {
  return !negated && values.some((value) => value === '*' || value === '*:*');
}

function singles(values: readonly string[]): readonly Matching[] {
  return values.map((value) => ({ negated: false, values: [value] }));
}

function without(values: readonly string[], excepted: readonly string[]): readonly string[] {
  return values.filter((value) => !excepted.some((pattern) => mayOverlap(pattern, value) && contains(pattern, value)));
}

/** As `overlaps`, and faster where one of the two is plain text or they begin differently. Never a false no. */
export function mayOverlap(a: string, b: string): boolean {
  if (a === '*' || b === '*') return true;
  if (beginApart(a, b)) return false;
  if (!isOpen(a) && !b.includes('$')) return matches(b, a);
  if (!isOpen(b) && !a.includes('$')) return matches(a, b);
  return overlaps(a, b);
}

const OPEN = '*?$';

function beginApart(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const [one = '', other = ''] = [a[at], b[at]];
    if (OPEN.includes(one) || OPEN.includes(other)) return false;
    if (one !== other) return true;
  }
  return false;
}

function isOpen(pattern: string): boolean {
  return /[*?$]/.test(pattern);
}

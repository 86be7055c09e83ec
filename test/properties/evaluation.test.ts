import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, permits } from '../../iam/evaluation/evaluate.ts';
import type { Access, Decision } from '../../iam/evaluation/types.ts';
import { commonExample, contains, example, intersection, matches, overlaps } from '../../iam/pattern.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';
import { globs, policies, requests, statements, words } from './arbitraries/request.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const runs = (each: number) => ({ numRuns: Math.ceil(SCALE * each) });
const RUNS = runs(75);
/** From no to yes; unknown lies between. */
const RANK = { denied: 0, unknown: 1, allowed: 2 } as const;

function rank({ outcome }: Decision): number {
  return RANK[outcome];
}

function named(...documents: readonly Policy[]): Access['policies'] {
  return documents.map((policy, index) => ({ name: `policy ${index}`, policy }));
}

/** As a document that nobody has put into canonical form. */
function withStatements(policy: Policy, list: readonly Statement[]): Policy {
  return { ...policy, statements: list };
}

describe('evaluation', () => {
  it('is the same whatever the order of statements and values, and however often they are repeated', () => {
    fc.assert(
      fc.property(policies('identity'), requests(true), (policy, request) => {
        const reversed = [...policy.statements, ...policy.statements].reverse().map((statement) => ({
          ...statement,
          action: { ...statement.action, values: [...statement.action.values, ...statement.action.values].reverse() },
          conditions: [...statement.conditions, ...statement.conditions].reverse(),
        }));
        const decision = permits(named(withStatements(policy, reversed)), request);
        expect(decision.outcome).toBe(permits(named(policy), request).outcome);
      }),
      RUNS,
    );
  });

  it('is the same whatever the case of the action asked for', () => {
    fc.assert(
      fc.property(policies('identity'), requests(true), fc.boolean(), (policy, request, upper) => {
        const action = upper ? request.action.toUpperCase() : request.action.toLowerCase();
        expect(permits(named(policy), { ...request, action })).toEqual(permits(named(policy), request));
      }),
      RUNS,
    );
  });

  it('never allows more with one more Deny', () => {
    fc.assert(
      fc.property(policies('identity'), statements('identity', ['Deny']), requests(true), (policy, deny, request) => {
        const more = withStatements(policy, [...policy.statements, deny]);
        expect(rank(permits(named(more), request))).toBeLessThanOrEqual(rank(permits(named(policy), request)));
      }),
      RUNS,
    );
  });

  it('never allows less with one more Allow', () => {
    fc.assert(
      fc.property(policies('identity'), statements('identity', ['Allow']), requests(true), (policy, allow, request) => {
        const more = withStatements(policy, [...policy.statements, allow]);
        expect(rank(permits(named(more), request))).toBeGreaterThanOrEqual(rank(permits(named(policy), request)));
      }),
      RUNS,
    );
  });

  it('never allows more with a boundary or a trust policy', () => {
    fc.assert(
      fc.property(
        policies('identity'),
        policies('identity'),
        policies('trust'),
        requests(true),
        (policy, boundary, trust, request) => {
          const alone = rank(evaluate({ policies: named(policy) }, request));
          expect(rank(evaluate({ policies: named(policy), boundary }, request))).toBeLessThanOrEqual(alone);
          expect(rank(evaluate({ policies: named(policy), trust }, request))).toBeLessThanOrEqual(alone);
        },
      ),
      RUNS,
    );
  });

  it('stays when a key that was unknown becomes known, if it was decided', () => {
    fc.assert(
      fc.property(policies('identity'), requests(true), requests(false), (policy, request, known) => {
        const before = permits(named(policy), request);
        const after = permits(named(policy), { ...request, context: new Map([...known.context, ...request.context]) });
        expect(before.outcome === 'unknown' || before.outcome === after.outcome).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('patterns', () => {
  it('match as the regular expression that they stand for', () => {
    fc.assert(
      fc.property(globs, words, (pattern, word) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matches(pattern, word)).toBe(expression.test(word));
      }),
      RUNS,
    );
  });

  it('match their own example', () => {
    fc.assert(
      fc.property(globs, (pattern) => expect(matches(pattern, example(pattern))).toBe(true)),
      RUNS,
    );
  });

  it('contain another only if they match all that it matches', () => {
    fc.assert(
      fc.property(globs, globs, words, (outer, inner, word) => {
        return !(contains(outer, inner) && matches(inner, word)) || matches(outer, word);
      }),
      runs(250),
    );
  });

  it('contain another whenever they match every short word that it matches', () => {
    const everyWord = ['a', 'b', 'c'].reduce(
      (found) => found.flatMap((word) => [word, ...['a', 'b', 'c'].map((letter) => word + letter)]),
      [''],
    );
    const short = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 2 });
    fc.assert(
      fc.property(short, short, (outer, inner) => {
        const isContained = [...everyWord, 'abcabc'].every((word) => !matches(inner, word) || matches(outer, word));
        expect(contains(outer, inner)).toBe(isContained);
      }),
      runs(25),
    );
  });

  it('overlap whenever both match a word', () => {
    fc.assert(
      fc.property(globs, globs, words, (a, b, word) => {
        const isShared = matches(a, word) && matches(b, word);
        return overlaps(a, b) === overlaps(b, a) && (!isShared || overlaps(a, b));
      }),
      runs(250),
    );
  });

  it('have a common example, which both match, exactly when they overlap', () => {
    const escapes = fc
      .array(fc.oneof(globs, fc.constantFrom('${*}', '${?}', '${$}')), { maxLength: 4 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(escapes, escapes, (a, b) => {
        const common = commonExample(a, b);
        expect(common !== undefined).toBe(overlaps(a, b));
        if (common !== undefined) expect([matches(a, common), matches(b, common)]).toEqual([true, true]);
      }),
      runs(250),
    );
  });

  it('intersect in the narrower of the two', () => {
    fc.assert(
      fc.property(globs, globs, words, (a, b, word) => {
        const both = intersection(a, b);
        if (both !== undefined) expect(matches(both, word)).toBe(matches(a, word) && matches(b, word));
      }),
      RUNS,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holds } from '../../iam/evaluation/condition.ts';
import { evaluate, mayAssume, permits } from '../../iam/evaluation/evaluate.ts';
import { not } from '../../iam/evaluation/truth.ts';
import type { ContextValue, Decision } from '../../iam/evaluation/types.ts';
import { weaker } from './arbitraries/knowledge.ts';
import { clauses, negations, policies, requests } from './arbitraries/request.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const RUNS = { numRuns: Math.ceil(SCALE * 150) };

/** A request, and the same with less known of it. */
const asked = requests().chain((request) => fc.tuple(fc.constant(request), weaker(request)));

function agrees(guess: Decision, truth: Decision): boolean {
  return guess.outcome === 'unknown' || guess.outcome === truth.outcome;
}

describe('what is decided with less known', () => {
  it('stays decided so for every request that it stands for', () => {
    fc.assert(
      fc.property(policies('identity'), asked, (policy, [request, less]) => {
        const named = [{ name: 'policy', policy }];
        return agrees(permits(named, less), permits(named, request));
      }),
      RUNS,
    );
  });

  it('stays decided so behind a boundary and a trust policy', () => {
    fc.assert(
      fc.property(
        policies('identity'),
        policies('identity'),
        policies('trust'),
        asked,
        (policy, boundary, trust, [request, less]) => {
          const access = { trust, boundary, policies: [{ name: 'policy', policy }] };
          return (
            agrees(mayAssume(trust, less), mayAssume(trust, request)) && agrees(evaluate(access, less), evaluate(access, request))
          );
        },
      ),
      RUNS,
    );
  });

  it('stays decided so for a single condition', () => {
    fc.assert(
      fc.property(clauses, asked, (clause, [request, less]) => {
        const guess = holds(clause, '2012-10-17', less.context);
        expect(['unknown', holds(clause, '2012-10-17', request.context)]).toContain(guess);
      }),
      RUNS,
    );
  });
});

describe('a negated operator', () => {
  it('is the negation where the key is there with one value, unknown included', () => {
    fc.assert(
      fc.property(negations, asked, ([positive, negative], [request, less]) => {
        for (const { context } of [request, less]) {
          const value = context.get(positive.key);
          if (value === null || (isList(value) && value.length !== 1)) continue;
          expect(holds(negative, '2012-10-17', context)).toBe(not(holds(positive, '2012-10-17', context)));
        }
      }),
      RUNS,
    );
  });

  it('is as unknown as the operator where the key is unknown, set operators and IfExists included', () => {
    fc.assert(
      fc.property(clauses, requests(), (clause, request) => {
        const context = new Map([...request.context].filter(([key]) => key !== clause.key));
        expect(holds(clause, '2012-10-17', context)).toBe('unknown');
      }),
      RUNS,
    );
  });
});

describe('a clause', () => {
  it('is the same whatever the order of its values and of the request, and however often they are repeated', () => {
    fc.assert(
      fc.property(clauses, requests(true), (clause, request) => {
        const twice = [...clause.values, ...clause.values].reverse();
        const context = new Map([...request.context].map(([key, value]) => [key, isList(value) ? [...value].reverse() : value]));
        expect(holds({ ...clause, values: twice }, '2012-10-17', context)).toBe(holds(clause, '2012-10-17', request.context));
      }),
      RUNS,
    );
  });

  it('with IfExists holds wherever it holds without, and without the key', () => {
    fc.assert(
      fc.property(clauses, requests(true), (clause, request) => {
        if (clause.operator === 'Null' || clause.set !== undefined) return;
        const [plain, open] = [false, true].map((ifExists) => holds({ ...clause, ifExists }, '2012-10-17', request.context));
        const value = request.context.get(clause.key);
        const isAbsent = value === null || (isList(value) && value.length === 0);
        expect(open).toBe(isAbsent ? true : plain);
      }),
      RUNS,
    );
  });
});

function isList(value: ContextValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

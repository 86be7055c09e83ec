import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accessContains } from '../../iam/evaluation/access.ts';
import { boundaryDirection, direction } from '../../iam/evaluation/direction.ts';
import { evaluate, mayAssume, permits } from '../../iam/evaluation/evaluate.ts';
import { sampleRequests } from '../../iam/evaluation/samples.ts';
import type { NamedPolicy, Request } from '../../iam/evaluation/types.ts';
import type { Direction, Policy, PolicyKind } from '../../iam/policy/types.ts';
import { neighbours, policies, requests } from './arbitraries/request.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const runs = (each: number) => ({ numRuns: Math.ceil(SCALE * each) });
const RUNS = runs(50);
const MIRRORED: Readonly<Record<Direction, Direction>> = {
  wider: 'narrower',
  narrower: 'wider',
  same: 'same',
  different: 'different',
};

function pairs(kind: PolicyKind): fc.Arbitrary<readonly [Policy, Policy]> {
  return policies(kind).chain((policy) => fc.tuple(fc.constant(policy), fc.oneof(neighbours(policy, kind), policies(kind))));
}

function permitted(policy: Policy | undefined, others: readonly NamedPolicy[], request: Request): string {
  return permits([...(policy ? [{ name: 'it', policy }] : []), ...others], request).outcome;
}

/** What the direction promises of one request: nothing that the narrower side allows is denied by the wider one. */
function agrees(answer: Direction, desired: string, observed: string): boolean {
  const isMore = desired === 'denied' && observed === 'allowed';
  const isLess = desired === 'allowed' && observed === 'denied';
  return answer === 'different' || (answer === 'wider' && !isLess) || (answer === 'narrower' && !isMore) || (!isMore && !isLess);
}

/** A few requests near the documents, from here and there in the sample. */
function near(...documents: readonly Policy[]): readonly Request[] {
  return sampleRequests(...documents).filter((_, index) => index % 17 === 0);
}

describe('direction', () => {
  it('agrees with the evaluator whatever other policies the role has', () => {
    fc.assert(
      fc.property(pairs('identity'), policies('identity'), requests(), ([desired, observed], other, request) => {
        const answer = direction(desired, observed);
        if (answer === 'different') return true;
        return [request, ...near(desired, observed)].every((asked) =>
          [[], [{ name: 'other', policy: other }]].every((others) =>
            agrees(answer, permitted(desired, others, asked), permitted(observed, others, asked)),
          ),
        );
      }),
      RUNS,
    );
  });

  it('agrees with the evaluator for trust policies', () => {
    fc.assert(
      fc.property(pairs('trust'), requests(), ([desired, observed], request) => {
        const answer = direction(desired, observed);
        if (answer === 'different') return true;
        return [request, ...near(desired, observed)].every((asked) =>
          agrees(answer, mayAssume(desired, asked).outcome, mayAssume(observed, asked).outcome),
        );
      }),
      RUNS,
    );
  });

  it('agrees with the evaluator for boundaries', () => {
    fc.assert(
      fc.property(pairs('identity'), policies('identity'), requests(), ([desired, observed], policy, request) => {
        const answer = boundaryDirection(desired, observed);
        const decide = (boundary: Policy) => evaluate({ boundary, policies: [{ name: 'it', policy }] }, request).outcome;
        return agrees(answer, decide(desired), decide(observed)) && boundaryDirection(null, observed) !== 'wider';
      }),
      RUNS,
    );
  });

  it.each(['identity', 'trust'] as const)('mirrors itself when the sides of %s policies are exchanged', (kind) => {
    fc.assert(
      fc.property(pairs(kind), ([desired, observed]) => {
        return direction(observed, desired) === MIRRORED[direction(desired, observed)] && direction(desired, desired) === 'same';
      }),
      RUNS,
    );
  });

  it('calls a policy of Denies alone narrower and one of Allows alone never so', () => {
    fc.assert(
      fc.property(policies('identity', ['Deny']), policies('identity', ['Allow']), (denies, allows) => {
        const answers = [direction(undefined, denies), direction(undefined, allows)];
        return !answers.includes('same') && answers[0] !== 'wider' && answers[1] !== 'narrower';
      }),
      RUNS,
    );
  });

  it('proves containment of whole accesses only where the evaluator agrees', () => {
    const roles = fc
      .tuple(policies('identity'), policies('trust'))
      .chain(([policy, trust]) =>
        fc.tuple(
          fc.constant({ policy, trust }),
          fc.record({ policy: neighbours(policy, 'identity'), trust: neighbours(trust, 'trust') }),
        ),
      );
    fc.assert(
      fc.property(roles, requests(), ([inner, outer], request) => {
        const [narrow, wide] = [inner, outer].map(({ policy, trust }) => ({ trust, policies: [{ name: 'it', policy }] })) as [
          never,
          never,
        ];
        const isProved = accessContains(wide, narrow) && evaluate(narrow, request).outcome === 'allowed';
        return !isProved || evaluate(wide, request).outcome !== 'denied';
      }),
      RUNS,
    );
  });
});

describe('sampled requests', () => {
  it('are the same each time, and at most 400', () => {
    fc.assert(
      fc.property(policies('identity'), policies('trust'), (policy, trust) => {
        const sampled = sampleRequests(policy, trust);
        expect(sampled.length).toBeLessThanOrEqual(400);
        expect(sampleRequests(policy, trust)).toEqual(sampled);
      }),
      runs(2.5),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accessContains } from '../../iam/evaluation/access.ts';
import { boundaryDirection, direction } from '../../iam/evaluation/direction.ts';
import { evaluate, mayAssume, permits } from '../../iam/evaluation/evaluate.ts';
import { sampleRequests } from '../../iam/evaluation/samples.ts';
import type { NamedPolicy, Request } from '../../iam/evaluation/types.ts';
import type { Direction, Policy, PolicyKind } from '../../iam/policy/types.ts';
import { neighbours, policies, requests } from './arbitraries/request.ts';

const RUNS = { numRuns: 1500 };
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

/** What the direction promises of one request: nothing that the narrower side allows is not allowed by the wider one. */
function expectAgreement(answer: Direction, desired: string, observed: string): void {
  if (answer === 'wider' || answer === 'same') expect([desired, observed]).not.toEqual(['allowed', 'denied']);
  if (answer === 'narrower' || answer === 'same') expect([desired, observed]).not.toEqual(['denied', 'allowed']);
}

describe('direction', () => {
  it('agrees with the evaluator whatever other policies the role has', () => {
    fc.assert(
      fc.property(pairs('identity'), policies('identity'), requests(), ([desired, observed], other, request) => {
        const answer = direction(desired, observed);
        for (const others of [[], [{ name: 'other', policy: other }]])
          for (const asked of [request, ...sampleRequests(desired, observed).slice(0, 12)])
            expectAgreement(answer, permitted(desired, others, asked), permitted(observed, others, asked));
      }),
      RUNS,
    );
  });

  it('agrees with the evaluator for trust policies', () => {
    fc.assert(
      fc.property(pairs('trust'), requests(), ([desired, observed], request) => {
        const answer = direction(desired, observed);
        for (const asked of [request, ...sampleRequests(desired, observed).slice(0, 12)])
          expectAgreement(answer, mayAssume(desired, asked).outcome, mayAssume(observed, asked).outcome);
      }),
      RUNS,
    );
  });

  it('agrees with the evaluator for boundaries', () => {
    fc.assert(
      fc.property(pairs('identity'), policies('identity'), requests(), ([desired, observed], policy, request) => {
        const answer = boundaryDirection(desired, observed);
        const decide = (boundary: Policy) => evaluate({ boundary, policies: [{ name: 'it', policy }] }, request).outcome;
        expectAgreement(answer, decide(desired), decide(observed));
        expect(['same', 'narrower', 'different']).toContain(boundaryDirection(null, observed));
      }),
      RUNS,
    );
  });

  it.each(['identity', 'trust'] as const)('mirrors itself when the sides of %s policies are exchanged', (kind) => {
    fc.assert(
      fc.property(pairs(kind), ([desired, observed]) => {
        expect(direction(observed, desired)).toBe(MIRRORED[direction(desired, observed)]);
        expect(direction(desired, desired)).toBe('same');
      }),
      RUNS,
    );
  });

  it('calls a policy of Denies alone narrower and one of Allows alone never so', () => {
    fc.assert(
      fc.property(policies('identity', ['Deny']), policies('identity', ['Allow']), (denies, allows) => {
        expect(['narrower', 'different']).toContain(direction(undefined, denies));
        expect(['wider', 'different']).toContain(direction(undefined, allows));
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
        if (accessContains(wide, narrow) && evaluate(narrow, request).outcome === 'allowed')
          expect(evaluate(wide, request).outcome).not.toBe('denied');
      }),
      RUNS,
    );
  });
});

describe('sampled requests', () => {
  it('are the same each time, and at most 400', () => {
    fc.assert(
      fc.property(policies('identity'), policies('trust'), (policy, trust) => {
        const requests = sampleRequests(policy, trust);
        expect(requests.length).toBeLessThanOrEqual(400);
        expect(sampleRequests(policy, trust)).toEqual(requests);
      }),
      { numRuns: 100 },
    );
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { direction } from '../../iam/evaluation/direction.ts';
import { permits } from '../../iam/evaluation/evaluate.ts';
import { sampleRequests } from '../../iam/evaluation/samples.ts';
import type { Request } from '../../iam/evaluation/types.ts';
import type { Policy } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import type { PolicyReader } from '../../reconciler/reading/policy-reader.ts';
import type { PlanAccount } from '../../report/plan/documents.ts';
import { wholeRole } from '../../report/plan/whole-role.ts';
import { neighbours, policies, requests } from './arbitraries/request.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);

/** A policy that changes, what stands for it then, and one that the role keeps: often much the same, for else nothing is hidden. */
const roles = policies('identity').chain((live) =>
  fc.tuple(fc.constant(live), fc.option(neighbours(live, 'identity'), { nil: undefined }), neighbours(live, 'identity')),
);

/** Documents that are named instead of written. */
function accountOf(documents: Readonly<Record<string, Policy | undefined>>): PlanAccount {
  const role = {
    inlinePolicies: new Map([
      ['Changed', 'live'],
      ['Kept', 'kept'],
    ]),
    managedPolicies: [],
  } as unknown as Role;
  const reader = { partition: 'aws', policy: (text: string) => documents[text] } as unknown as PolicyReader;
  const nothing = { managed: () => undefined, declared: new Map() };
  return { accountId: '111122223333', policies: reader, live: new Map([['r', role]]), ...nothing };
}

/** What a request comes to; without all of its context that may be unknown. */
function outcome(request: Request, ...documents: readonly (Policy | undefined)[]): string {
  const given = documents.flatMap((policy, index) => (policy === undefined ? [] : [{ name: String(index), policy }]));
  return permits(given, request).outcome;
}

const seen = new Set<string | undefined>();

test('what is said of a role as a whole agrees with the evaluator, with what it keeps', () => {
  fc.assert(
    fc.property(roles, requests(), ([live, spec, kept], request) => {
      const alone = direction(live, spec);
      const change = {
        unit: 'inlinePolicies[Changed]',
        before: 'live',
        after: spec === undefined ? null : 'spec',
        access: alone,
      };
      const account = accountOf({ live, spec, kept });
      const access = wholeRole(account.live.get('r'), [change], alone, account)?.access;
      seen.add(access === alone ? undefined : access);
      const near = sampleRequests(live, kept, ...(spec === undefined ? [] : [spec])).filter((_, index) => index % 17 === 0);
      return [request, ...near].every((asked) => {
        const [was, is] = [outcome(asked, live, kept), outcome(asked, spec, kept)];
        const [isMore, isLess] = [was === 'denied' && is === 'allowed', was === 'allowed' && is === 'denied'];
        return access === 'same' ? !isMore && !isLess : access === 'wider' ? !isLess : access !== 'narrower' || !isMore;
      });
    }),
    { numRuns: SCALE * 10 },
  );
  expect(seen).toContain('same');
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../iam/evaluation/evaluate.ts';
import type { Access, Request } from '../../iam/evaluation/types.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { PolicyKind } from '../../iam/policy/types.ts';
import type { Role } from '../../iam/role.ts';
import { readRole } from '../../reconciler/reading/read-role.ts';
import { around, isWrite } from '../faults.ts';
import { declare, newAccount, pass, put, specsOf } from '../world.ts';
import { ACCOUNT, POLICIES, roleState } from './arbitraries/role.ts';

const RUNS = Math.ceil(Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 10);

/** Everything that can be asked in the small world of the generated roles. */
const REQUESTS: readonly Request[] = (
  [
    { type: 'Service', value: 'ecs-tasks.amazonaws.com' },
    { type: 'Service', value: 'lambda.amazonaws.com' },
    { type: 'AWS', value: 'arn:aws:iam::444455556666:role/other' },
    { type: 'AWS', value: `arn:aws:iam::${ACCOUNT}:role/own` },
  ] as const
).flatMap((principal) =>
  ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 'sqs:SendMessage', 'sqs:DeleteQueue'].flatMap((action) =>
    ['arn:aws:s3:::b/x', 'arn:aws:s3:::b/y', 'arn:aws:s3:::c/x', `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`].flatMap((resource) =>
      [[ACCOUNT], ['444455556666'], null].map((account) => ({
        principal,
        action,
        resource,
        context: new Map([['aws:sourceaccount', account]]),
      })),
    ),
  ),
);

function policyOf(text: string, kind: PolicyKind) {
  const parsed = parsePolicy(text, kind, 'aws', 'observed');
  if (!parsed.ok) throw new Error(`not a policy: ${text}`);
  return parsed.policy;
}

const managedPolicy = (arn: string) => policyOf(POLICIES.find((policy) => policy.arn === arn)?.document ?? '', 'identity');

function accessOf(role: Role): Access {
  return {
    trust: policyOf(role.trustPolicy, 'trust'),
    boundary: role.permissionsBoundary ? managedPolicy(role.permissionsBoundary) : null,
    policies: [
      ...[...role.inlinePolicies].map(([name, text]) => ({ name, policy: policyOf(text, 'identity') })),
      ...role.managedPolicies.map((arn) => ({ name: arn, policy: managedPolicy(arn) })),
    ],
  };
}

const allowed = (access: Access | null) =>
  REQUESTS.map((request) => access !== null && evaluate(access, request).outcome === 'allowed');

/** Applies a spec and looks at the role after every call that changed it. */
async function statesOnTheWay(observed: Role | null, desired: Role) {
  const account = newAccount();
  if (observed !== null) await put(account, observed);
  const states: (readonly boolean[])[] = [];
  const watched = around(account, async ({ call }, proceed) => {
    const answer = await proceed();
    const reading = isWrite(call) ? await readRole(account, desired.name) : undefined;
    if (reading?.state === 'present') states.push(allowed(accessOf(reading.role)));
    return answer;
  });
  const report = await pass(watched, specsOf(declare(desired)));
  return { states, reasons: report.roles.flatMap((role) => role.reasons.map(({ code }) => code)) };
}

test('after each call nothing is allowed that neither role allows, and nothing is missing that both allow unless the plan says so', async () => {
  let gaps = 0;
  await fc.assert(
    fc.asyncProperty(fc.option(roleState, { freq: 6 }), roleState, async (observed, desired) => {
      const { states, reasons } = await statesOnTheWay(observed, desired);
      const [old, next] = [allowed(observed && accessOf(observed)), allowed(accessOf(desired))];
      for (const state of states) {
        const excess = REQUESTS.filter((_, index) => state[index] && !old[index] && !next[index]);
        const gap = REQUESTS.filter((_, index) => !state[index] && old[index] && next[index]);
        expect(excess).toEqual([]);
        if (!reasons.includes('Gap')) expect(gap).toEqual([]);
      }
      gaps += reasons.includes('Gap') ? 1 : 0;
    }),
    { numRuns: RUNS },
  );
  // Only managed policies that both allow and deny, which cannot be taken apart, and unequal boundaries leave no order without a gap.
  expect(gaps).toBeLessThan(RUNS * 0.2);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outsiders } from '../../audit/trust/outsiders.ts';
import { letsInStrangers, trustOfTasks } from '../../audit/trust/tasks-trust.ts';
import { whatDecides, whyTasksAreShutOut } from '../../audit/trust/why-not.ts';
import { mayAssume } from '../../iam/evaluation/evaluate.ts';
import type { Context, Principal } from '../../iam/evaluation/types.ts';
import { parsePolicy } from '../../iam/policy/parse.ts';
import type { Policy } from '../../iam/policy/types.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import { trustDocument } from '../properties/arbitraries/policy.ts';

const RUNS = { numRuns: Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20) * 50 };
const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const TASKS = { accountId: ACCOUNT, partition: 'aws', region: 'eu-west-1' };
const ECS_TASKS: Principal = { type: 'Service', value: 'ecs-tasks.amazonaws.com' };

/** Everything about the source is known, and nothing else. */
const contextOf = (account: string): Context =>
  new Map([
    ['aws:sourceaccount', [account]],
    ['aws:sourcearn', [`arn:aws:ecs:eu-west-1:${account}:task/orders/0123456789abcdef0123456789abcdef`]],
  ]);

/** Only services of AWS act for a source. */
const NO_SOURCE: Context = new Map([
  ['aws:sourceaccount', null],
  ['aws:sourcearn', null],
]);

function parsed(text: string): Policy {
  const reading = parsePolicy(text, 'trust', 'aws');
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

const trust = trustDocument
  .map((document) => parsePolicy(JSON.stringify(document), 'trust', 'aws'))
  .filter((reading) => reading.ok)
  .map(({ policy }) => policy);

test('whoever may surely become the role, beside Amazon ECS and its tasks, is named', () => {
  const asked: readonly Principal[] = [
    { type: 'AWS', value: `arn:aws:iam::${OTHER}:role/partner` },
    { type: 'AWS', value: `arn:aws:iam::${ACCOUNT}:user/Jane` },
    { type: 'Federated', value: `arn:aws:iam::${ACCOUNT}:saml-provider/corp` },
    { type: 'Federated', value: 'cognito-identity.amazonaws.com' },
  ];
  fc.assert(
    fc.property(trust, fc.constantFrom(...asked), (policy, principal) => {
      const { outcome } = mayAssume(policy, { principal, context: NO_SOURCE });
      const found = outsiders(policy, ACCOUNT);
      if (outcome === 'allowed') expect(found).not.toEqual([]);
      if (outcome === 'allowed' && principal.value.includes(OTHER))
        expect(found.map(({ distance }) => distance).filter((distance) => distance !== 'own')).not.toEqual([]);
    }),
    RUNS,
  );
});

test('what is certain of all tasks of the account is so for each of them', () => {
  fc.assert(
    fc.property(trust, (policy) => {
      const { outcome } = trustOfTasks(policy, TASKS);
      const one = mayAssume(policy, { principal: ECS_TASKS, context: contextOf(ACCOUNT) });
      if (outcome !== 'unknown' && one.outcome !== 'unknown') expect(one.outcome).toBe(outcome);
    }),
    RUNS,
  );
});

test('tasks of strangers that are surely let in are let in, whoever the stranger is', () => {
  fc.assert(
    fc.property(trust, (policy) => {
      if (!letsInStrangers(policy, TASKS)) return;
      const { outcome } = mayAssume(policy, { principal: ECS_TASKS, context: contextOf('555566667777') });
      expect(outcome).toBe('allowed');
    }),
    RUNS,
  );
});

test('there are always words for why tasks are shut out, or for what decides', () => {
  fc.assert(
    fc.property(trust, (policy) => {
      const decision = trustOfTasks(policy, TASKS);
      if (decision.outcome === 'denied')
        expect(whyTasksAreShutOut(policy, decision, TASKS)).toMatch(/^(?:its|a|the) .*(?:[^ ]$|requires .+)/);
      if (decision.outcome === 'unknown') expect(whatDecides(policy, decision, TASKS)).toMatch(/^[^ ]/);
    }),
    RUNS,
  );
});

test('the trust policy of the remedy lets in tasks of the account, and nobody else', () => {
  const remedy = parsed(defaultTrustPolicy(TASKS));
  expect(trustOfTasks(remedy, TASKS).outcome).toBe('allowed');
  expect(letsInStrangers(remedy, TASKS)).toBe(false);
  expect(outsiders(remedy, ACCOUNT)).toEqual([]);
});

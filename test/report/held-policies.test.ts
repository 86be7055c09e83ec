import { expect, test } from '@jest/globals';
import { readRole } from '../../reconciler/reading/read-role.ts';
import { heldPolicies, rememberedPolicies } from '../../report/overview/held-policies.ts';
import { accountWith, arnOf, type LiveRole } from '../reconciler/given.ts';
import { overviewOfCase } from './overview-case.ts';

async function heldBy(given: LiveRole) {
  const reading = await readRole(accountWith([{ name: 'orders', ...given }]), 'orders');
  if (reading.state !== 'present') throw new Error(reading.state);
  return heldPolicies(reading.role);
}

const [read, limit] = [arnOf('own/read'), arnOf('own/boundary')];

test('IAM tells the attached and the inline policies of a role, and its boundary', async () => {
  const inlinePolicies = { Logs: { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' } };
  expect(await heldBy({ managedPolicies: [read], permissionsBoundary: limit, inlinePolicies })).toEqual({
    managed: [read, limit],
    inline: ['Logs'],
    boundary: limit,
  });
});

test('a policy that is attached and its boundary is no mere boundary', async () => {
  expect(await heldBy({ managedPolicies: [read], permissionsBoundary: read })).toEqual({ managed: [read], inline: [] });
});

const content = { versionId: 'v1', hash: 'a' };

test('the controller remembers managed policies, and no inline policy', () => {
  const state = { roles: [{ name: 'orders', status: 'InSync', policies: { [read]: content } } as const] };
  expect(overviewOfCase({ state }).roles[0]?.policies).toEqual({ managed: [read], inline: null });
});

test('a policy that is missing is none that the role has', () => {
  const drift = [{ unit: `managedPolicies[${read}]`, kind: 'missing', access: 'narrower', severity: 'medium' } as const];
  const state = {
    roles: [{ name: 'orders', status: 'Drifted', drift, policies: { [read]: content, [limit]: content } } as const],
  };
  expect(overviewOfCase({ state }).roles[0]?.policies).toEqual({ managed: [limit], inline: null });
});

test('where nothing is remembered, nothing is known', () => {
  expect(rememberedPolicies({ policies: {}, drift: [] })).toBeUndefined();
});

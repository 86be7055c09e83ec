import { describe, expect, test } from '@jest/globals';
import { passRequestOf } from '../../controller/merge-requests.ts';
import type { IamChange, Request } from '../../controller/request.ts';
import { runPass } from '../../controller/run-pass.ts';
import { accountWith, arnOf, withArns } from '../reconciler/given.ts';
import { setVersion } from '../reconciler/policy-versions.ts';
import { frame, settingsWith, World } from './ports.ts';

const READ = arnOf('own/read');
const UNIT = `managedPolicies[${READ}]`;
const SEND = arnOf('own/send');
const HOUR = 3600;

async function pass(world: World, ...requests: readonly Request[]) {
  const request = passRequestOf(requests, world.state.state);
  if (request === undefined) throw new Error('Nothing was asked for.');
  const outcome = await runPass(request, frame(), world, settingsWith());
  if (outcome.result === 'busy') throw new Error(outcome.message);
  return outcome;
}

async function ask(world: World, ...requests: readonly Request[]) {
  return (await pass(world, ...requests)).state.roles.orders;
}

/** A role in sync, whose attached policy was looked at. */
async function settled() {
  const account = accountWith([{ name: 'orders', managedPolicies: ['own/read'] }]);
  const world = new World(account);
  const spec = { managedPolicies: ['own/read'] };
  world.specs.put(
    'specs/orders.yaml',
    withArns({ apiVersion: 'rolecall/v1', kind: 'TaskRole', metadata: { name: 'orders' }, spec }),
  );
  await ask(world, { kind: 'schedule' });
  const change = (call: string, about: Partial<IamChange>): IamChange => ({
    kind: 'iam',
    call,
    role: null,
    policyName: null,
    policyArn: null,
    who: { who: 'jane', via: 'Admin', roleArn: null },
    at: world.clock.now().toISOString(),
    eventId: `${call} at ${world.clock.now().toISOString()}`,
    ...about,
  });
  return { world, account, change };
}

const widened = { Effect: 'Allow', Action: '*', Resource: '*' };
const CONTENT = { unit: UNIT, kind: 'content', tolerated: 'content', by: { who: 'jane' } };
const reconcile: Request = { kind: 'reconcile', roles: ['orders'], by: 'jane' };

describe('new content of an attached policy stays drift, with whoever brought it,', () => {
  test('when another event looks at the role alone', async () => {
    const { world, account, change } = await settled();
    setVersion(account, 'own/read', 'v2', widened);
    await ask(world, change('CreatePolicyVersion', { policyArn: READ }));
    world.clock.advance(2 * HOUR);
    for (const request of [change('TagRole', { role: 'orders' }), reconcile])
      expect(await ask(world, request)).toMatchObject({ status: 'Drifted', drift: [CONTENT] });
  });

  test('when its event came while the role settled, and the role is looked at alone afterwards', async () => {
    const { world, account, change } = await settled();
    await account.call('AttachRolePolicy', { RoleName: 'orders', PolicyArn: SEND });
    await ask(world, { kind: 'schedule' });
    setVersion(account, 'own/read', 'v2', widened);
    world.clock.advance(10);
    expect(await ask(world, change('CreatePolicyVersion', { policyArn: READ }))).toMatchObject({ status: 'Progressing' });
    world.clock.advance(200);
    expect(await ask(world, reconcile)).toMatchObject({ status: 'Drifted', drift: [CONTENT] });
  });

  test('when something else of the role is corrected, and counts as no correction', async () => {
    const { world, account, change } = await settled();
    setVersion(account, 'own/read', 'v2', widened);
    await ask(world, change('CreatePolicyVersion', { policyArn: READ }));
    await account.call('AttachRolePolicy', { RoleName: 'orders', PolicyArn: SEND });
    const extra = `managedPolicies[${SEND}]`;
    const { state } = await pass(world, change('AttachRolePolicy', { role: 'orders', policyArn: SEND }));
    const corrected = state.roles.orders;
    expect(corrected?.drift).toMatchObject([{ unit: extra }, CONTENT]);
    expect(corrected?.corrected?.drift.map(({ unit }) => unit)).toEqual([extra]);
    expect(state.runs[0]?.drift).toEqual({ wider: 1, narrower: 0, different: 0, same: 0 });
  });
});

test('a person who accepts new content while the role settles is heard once it has settled', async () => {
  const { world, account, change } = await settled();
  setVersion(account, 'own/read', 'v2', widened);
  await account.call('AttachRolePolicy', { RoleName: 'orders', PolicyArn: SEND });
  await ask(world, { kind: 'schedule' });
  world.clock.advance(10);
  await ask(world, change('TagRole', { role: 'orders' }));
  world.queue.take();
  const { requeued } = await pass(world, { kind: 'accept', role: 'orders', by: 'jane' });
  expect(world.queue.take().map(({ delaySeconds }) => delaySeconds)).toEqual(requeued.map(() => 115));
  world.clock.advance(115);
  expect(await ask(world, ...requeued)).toMatchObject({ status: 'InSync', drift: [], policies: { [READ]: { versionId: 'v2' } } });
});

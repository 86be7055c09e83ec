import { expect, test } from '@jest/globals';
import { runPass } from '../../controller/run-pass.ts';
import { recording } from '../faults.ts';
import { accountWith } from '../reconciler/given.ts';
import { frame, settingsWith, World } from './ports.ts';

const NAMES = Array.from({ length: 1000 }, (_, index) => `orders-${index}`);
const EVERYTHING = {
  scope: 'all',
  trigger: 'schedule',
  approved: undefined,
  resume: new Set<string>(),
  accept: new Set<string>(),
  changes: [],
} as const;

test('in the steady state a thousand roles take no call for each, one read of the state and one write', async () => {
  const world = new World(accountWith(NAMES.map((name) => ({ name }))));
  for (const name of NAMES) {
    world.specs.put(`specs/${name}.yaml`, {
      apiVersion: 'rolecall/v1',
      kind: 'TaskRole',
      metadata: { name },
      spec: { state: 'present' },
    });
  }
  await runPass(EVERYTHING, frame(), world, settingsWith());
  const iam = recording(world.iam);
  world.iam = iam;
  world.state.reads = 0;
  world.state.writes = 0;
  const outcome = await runPass(EVERYTHING, frame(), world, settingsWith());
  expect(outcome).toMatchObject({ result: 'done', report: { summary: { roles: 1000, inSync: 1000 } } });
  expect(Object.keys(iam.counts()).sort()).toEqual(['GetAccountAuthorizationDetails', 'ListRoles']);
  expect(iam.calls.length).toBeLessThan(10);
  expect([world.state.reads, world.state.writes]).toEqual([1, 1]);
});

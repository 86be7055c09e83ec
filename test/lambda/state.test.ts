import { gzipSync } from 'node:zlib';
import { describe, expect } from '@jest/globals';
import { damageState, loseState, placeOf } from './aws/objects.ts';
import { backdoor } from './roles.ts';
import { established, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';
import type { World } from './world.ts';

async function tampered(world: World) {
  await established(world, { 'orders.yaml': spec('orders') });
  await backdoor(world, 'orders');
  return placeOf(world.packaged.environment.ROLECALL_STATE);
}

describe('A state that is lost', () => {
  scenario('makes the next pass observe, and the one after it corrects', {}, async (world) => {
    await loseState(world.clients.s3, await tampered(world));
    await world.strike();
    expect((await world.deliver()).writes).toEqual([]);
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'Drifted', mode: 'observe' });
    await world.strike();
    expect((await world.deliver()).writes).toEqual(['iam:DeleteRolePolicy']);
  });
});

describe('A state that nobody can read', () => {
  scenario('fails the run; nothing is written, and the message stays', {}, async (world) => {
    const place = await tampered(world);
    const state = await world.state();
    await world.strike();
    for (const damage of [
      'garbage',
      gzipSync('{"kind":"Garbage"}'),
      gzipSync(JSON.stringify({ ...state, account: '111122223333' })),
    ]) {
      await damageState(world.clients.s3, place, damage);
      const delivered = await world.deliver();
      expect(delivered.outcome).toMatchObject({ result: 'failed' });
      expect(delivered.calls.filter((call) => call.startsWith('iam:') || call === 's3:PutObject')).toEqual([]);
      expect(logged('the run could not happen', delivered)).toHaveLength(1);
      expect(await world.queue()).toMatchObject({ visible: 1 });
    }
    await damageState(world.clients.s3, place, gzipSync(JSON.stringify(state)));
    expect((await world.deliver()).writes).toEqual(['iam:DeleteRolePolicy']);
    expect(await world.queue()).toMatchObject({ visible: 0 });
  });
});

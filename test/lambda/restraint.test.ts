import { describe, expect } from '@jest/globals';
import { beginning, established, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';
import type { World } from './world.ts';

const one = { 'orders.yaml': spec('orders') };

async function edited(world: World) {
  await world.putSpec('orders.yaml', spec('orders', 'dynamodb:Query'));
  return world.deliver();
}

describe('The mode', () => {
  scenario('observe writes nothing, and tells what it would', { guards: { mode: 'observe' } }, async (world) => {
    await beginning(world);
    await world.putSpec('orders.yaml', spec('orders'));
    const { writes } = await world.deliver();
    expect(writes).toEqual([]);
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'Drifted', mode: 'observe' });
  });

  scenario('of the kill switch stops it at once, and lets it go on', {}, async (world) => {
    await established(world, one);
    await world.setKillSwitch('suspend');
    expect((await edited(world)).writes).toEqual([]);
    expect((await world.state())?.roles.orders?.status).toBe('Suspended');
    await world.setKillSwitch('observe');
    await world.strike();
    expect((await world.deliver()).writes).toEqual([]);
    expect((await world.state())?.roles.orders?.status).toBe('Drifted');
    await world.setKillSwitch('enforce');
    await world.strike();
    expect((await world.deliver()).writes).toEqual(['iam:PutRolePolicy']);
  });
});

describe('A message that nobody can read', () => {
  scenario('is logged once, and gone', {}, async (world) => {
    await beginning(world);
    await world.send('{"rolecall":');
    const delivered = await world.deliver();
    expect(delivered.outcome).toMatchObject({ result: 'returned' });
    expect(logged('message is malformed', delivered)).toHaveLength(1);
    expect(await world.queue()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(delivered.calls).toEqual([]);
  });
});

describe('The brake', () => {
  const guards = { limits: { createdRoles: 2 } };
  const approval = (hash?: string) => JSON.stringify({ rolecall: 'approve', hash, by: 'jane' });
  const specsOf = (...names: string[]) => names.map((name) => [`${name}.yaml`, spec(name)] as const);

  scenario(
    'holds a plan over the limit, lets just that one through when it is approved, and holds the next',
    { guards },
    async (world) => {
      await beginning(world);
      for (const [name, text] of specsOf('a', 'b', 'c')) await world.putSpec(name, text);
      expect((await world.deliver()).writes).toEqual([]);
      const hash = (await world.state())?.brake?.hash;
      expect(hash).toEqual(expect.any(String));

      await world.send(approval(hash));
      const created = (await world.deliver()).writes.filter((call) => call === 'iam:CreateRole');
      expect(created).toHaveLength(3);
      await world.deliverAll();
      expect((await world.state())?.brake).toBeNull();

      for (const [name, text] of specsOf('d', 'e', 'f')) await world.putSpec(name, text);
      await world.send(approval(hash));
      expect((await world.deliver()).writes).toEqual([]);
      expect((await world.state())?.brake?.hash).not.toBe(hash);
    },
  );
});

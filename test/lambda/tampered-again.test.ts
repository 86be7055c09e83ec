import { describe, expect } from '@jest/globals';
import { typed } from './command-line.ts';
import { established, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';
import type { World } from './world.ts';

const one = { 'orders.yaml': spec('orders') };

/** Somebody takes a policy away from the role, and the event says so. */
async function takenAway(world: World) {
  await world.iam.call('DeleteRolePolicy', { RoleName: 'orders', PolicyName: 'Tables' });
  await world.tell('DeleteRolePolicy', { roleName: 'orders', policyName: 'Tables' });
  return world.deliver();
}

describe('A role that somebody changes again right after its correction', () => {
  scenario(
    'is not judged until it has settled, and then by itself',
    { environment: { ROLECALL_SETTLING_SECONDS: '4' } },
    async (world) => {
      await established(world, one);
      expect((await takenAway(world)).writes).toEqual([]);
      expect((await world.state())?.roles.orders).toMatchObject({ status: 'Progressing', reasons: [{ code: 'Settling' }] });
      expect(await world.queue()).toEqual({ visible: 0, inFlight: 0, delayed: 1 });

      const later = await world.deliver();
      expect(later.messages).toBe(1);
      expect(later.writes).toEqual(['iam:PutRolePolicy']);
      expect(await world.queue()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    },
  );
});

describe('A role that somebody keeps changing back', () => {
  scenario('is held back after three times, and corrected again once a person resumes it', {}, async (world) => {
    await established(world, one);
    for (const time of [1, 2, 3]) expect([time, (await takenAway(world)).writes]).toEqual([time, ['iam:PutRolePolicy']]);
    const held = await takenAway(world);
    expect(held.writes).toEqual([]);
    expect(logged('role backs off', held)).toMatchObject([{ level: 'WARN' }]);
    const { status, reasons, drift } = (await world.state())?.roles.orders ?? {};
    expect({ status, reasons }).toMatchObject({ status: 'Refused', reasons: [{ code: 'BackOff' }] });
    expect(drift).toMatchObject([{ access: 'narrower', severity: 'critical', tolerated: 'backOff' }]);
    await world.strike();
    expect((await world.deliver()).writes).toEqual([]);

    expect(await typed(world, 'resume', 'orders')).toMatchObject({ status: 0, stderr: '' });
    expect((await world.deliver()).writes).toEqual(['iam:PutRolePolicy']);
    await world.strike();
    expect((await world.deliver()).writes).toEqual([]);
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'InSync', reasons: [] });
  });
});

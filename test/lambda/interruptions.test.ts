import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from '@jest/globals';
import type { AfterCall } from './aws/watching-proxy.ts';
import { isWrite } from './deliveries.ts';
import { beginning, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';
import type { World } from './world.ts';

async function inSync(world: World): Promise<void> {
  await world.strike();
  const { writes } = await world.deliver();
  expect(writes).toEqual([]);
  const statuses = Object.values((await world.state())?.roles ?? {}).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['InSync']));
}

describe('Death between two calls', () => {
  for (const [call, left] of [
    ['iam:CreateRole', ['iam:PutRolePolicy']],
    ['iam:PutRolePolicy', []],
  ] as const)
    scenario(`after ${call} is made up for when the message comes again`, {}, async (world) => {
      await beginning(world);
      world.proxy.afterCall(async ({ action }) => {
        if (action !== call) return;
        world.lambda.kill();
        // The answer must not overtake the kill.
        await sleep(1000);
      });
      await world.putSpec('orders.yaml', spec('orders'));
      const first = await world.deliver();
      expect(first.outcome).toEqual({ result: 'died' });
      expect(first.writes.at(-1)).toBe(call);
      expect(await world.queue()).toMatchObject({ visible: 1 });

      world.proxy.afterCall(undefined);
      await world.endLease();
      const writes = (await world.deliverAll()).flatMap((delivered) => delivered.writes);
      expect(writes).toEqual(left);
      await inSync(world);
    });
});

/** More roles than are written side by side. */
const NAMES = Array.from({ length: 12 }, (_, index) => `orders-${index}`);

describe('A deadline in the middle', () => {
  scenario('ends the run between two roles, and one message continues it', {}, async (world) => {
    await beginning(world);
    await world.lambda.start();
    world.proxy.afterCall(async (call) => {
      if (isWrite(call.action)) await sleep(4000);
    });
    for (const name of NAMES) await world.putSpec(`${name}.yaml`, spec(name));
    const { outcome, writes } = await world.deliver({ timeoutSeconds: 26 });
    expect(outcome).toMatchObject({ result: 'returned' });
    const begun = writes.filter((call) => call === 'iam:CreateRole').length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(NAMES.length);
    expect(writes.filter((call) => call === 'iam:PutRolePolicy')).toHaveLength(begun);
    const { visible, delayed } = await world.queue();
    expect(visible + delayed).toBe(1);

    world.proxy.afterCall(undefined);
    const created = (await world.deliverAll()).flatMap((delivered) => delivered.writes);
    expect(created.filter((call) => call === 'iam:CreateRole')).toHaveLength(NAMES.length - begun);
    await inSync(world);
  });
});

/** Holds the answer to the first of two such calls until the second one comes. */
function bothHaveCalled(awaited: string): AfterCall {
  let calls = 0;
  let release = () => {};
  const both = new Promise<void>((resolve) => {
    release = resolve;
  });
  return ({ action }) => {
    if (action !== awaited) return undefined;
    calls += 1;
    if (calls === 2) release();
    return both;
  };
}

describe('Two runs at once', () => {
  scenario('do not both write: one is busy, and asks again', {}, async (world) => {
    await beginning(world);
    const second = world.secondEnvironment();
    // A start can take longer than the first run waits for its answer.
    await Promise.all([world.lambda.start(), second.start()]);
    world.proxy.afterCall(bothHaveCalled('iam:GetAccountAuthorizationDetails'));
    await world.putSpec('orders.yaml', spec('orders'));
    await world.strike();
    const seen = world.proxy.calls.length;
    const runs = await Promise.all([world.deliver({ atMost: 1 }), world.deliver({ atMost: 1, to: second })]);
    world.proxy.afterCall(undefined);
    expect(runs.map(({ messages }) => messages)).toEqual([1, 1]);
    const writes = world.proxy.calls.slice(seen).flatMap(({ action }) => (isWrite(action) ? [action] : []));
    expect(writes).toEqual(['iam:CreateRole', 'iam:PutRolePolicy']);
    expect(runs.flatMap((run) => logged('busy', run))).toHaveLength(1);
    expect(await world.queue()).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    await inSync(world);
  });
});

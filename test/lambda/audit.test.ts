import { describe, expect } from '@jest/globals';
import type { WorldOptions } from './installation.ts';
import { createAdmin, createRole } from './roles.ts';
import { logged, scenario } from './scenario.ts';
import { audits, ecsCall, register, registration, tellEcs } from './task-definitions.ts';
import type { World } from './world.ts';

const AUDIT: WorldOptions = { name: 'audit', environment: { ROLECALL_SECOND_LOOK_SECONDS: '1' } };

async function rulesIn(world: World, name: string): Promise<readonly string[]> {
  const { own } = await audits(world).read(name);
  return own?.audit.findings.map(({ rule }) => rule) ?? [];
}

describe('A registration', () => {
  scenario('is audited by its event, and no value of it goes further', AUDIT, async (world) => {
    await createAdmin(world, 'orders-task');
    const orders = await register(world, 'orders', { taskRoleArn: 'orders-task' });
    await tellEcs(world, registration(world, orders));
    const delivered = await world.deliver();
    expect(delivered.outcome).toEqual({ result: 'returned', value: { batchItemFailures: [] } });
    expect(await audits(world).names()).toEqual(['index.json.gz', 'us-east-1/orders/1.json']);
    expect(await rulesIn(world, 'us-east-1/orders/1.json')).toContain('AdminAccess');
    expect(logged('audit', delivered)).toEqual([expect.objectContaining({ findings: expect.objectContaining({ critical: 1 }) })]);
    expect(delivered.writes).toEqual([]);
    expect(delivered.log.join('\n')).not.toContain('hunter2');
  });

  scenario('whose event comes twice has one result', AUDIT, async (world) => {
    const event = registration(world, await register(world, 'orders'));
    await tellEcs(world, event);
    await world.deliver();
    await tellEcs(world, event);
    const { messages, calls } = await world.deliver();
    expect([messages, calls]).toEqual([1, expect.not.arrayContaining(['ecs:DescribeTaskDefinition'])]);
    expect(await audits(world).versions('us-east-1/orders/1.json')).toBe(1);
    expect(await audits(world).versions('index.json.gz')).toBe(1);
  });

  scenario('that failed wakes nobody', AUDIT, async (world) => {
    const event = registration(world, await register(world, 'orders'));
    await tellEcs(world, { ...event, errorCode: 'AccessDenied', responseElements: null });
    expect((await world.deliver()).messages).toBe(0);
  });

  scenario('in another region, forwarded from there, is described there', AUDIT, async (world) => {
    await createRole(world, 'orders-task', 'ec2.amazonaws.com');
    const orders = await register(world, 'orders', { taskRoleArn: 'orders-task' }, 'us-west-2');
    await tellEcs(world, registration(world, orders));
    await world.deliver();
    expect(await rulesIn(world, 'us-west-2/orders/1.json')).toContain('TrustMissingEcsTasks');
  });

  scenario('is judged against the specs', AUDIT, async (world) => {
    const spec = 'apiVersion: rolecall/v1\nkind: TaskRole\nmetadata: { name: orders-task }\nspec: { state: present }\n';
    await world.putSpec('orders.yaml', spec);
    await tellEcs(world, registration(world, await register(world, 'orders', { taskRoleArn: 'orders-task' })));
    await world.deliver();
    const { own } = await audits(world).read('us-east-1/orders/1.json');
    expect(own?.audit).toMatchObject({ judged: 'declared', pending: ['orders-task'], findings: [] });
  });
});

describe('A role that is missing', () => {
  scenario('and appears before the second look leaves no finding', AUDIT, async (world) => {
    await tellEcs(world, registration(world, await register(world, 'orders', { taskRoleArn: 'orders-task' })));
    const first = await world.deliver();
    expect(logged('audit', first)).toEqual([
      expect.objectContaining({ requeued: 1, findings: expect.objectContaining({ high: 0 }) }),
    ]);
    await createRole(world, 'orders-task');
    await world.deliver();
    expect(await audits(world).read('us-east-1/orders/1.json')).toMatchObject({ own: { pendingAgain: false } });
    expect(await rulesIn(world, 'us-east-1/orders/1.json')).not.toContain('RoleMissing');
    expect(await world.queue()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  scenario('and stays so is a finding after the second look', AUDIT, async (world) => {
    await tellEcs(world, registration(world, await register(world, 'orders', { taskRoleArn: 'orders-task' })));
    await world.deliverAll();
    expect(await rulesIn(world, 'us-east-1/orders/1.json')).toEqual(['RoleMissing']);
  });
});

describe('A run of a task', () => {
  const run = (world: World, overrides: object) =>
    ecsCall(world, 'RunTask', { awsRegion: 'us-east-1', requestParameters: { taskDefinition: 'orders', overrides } });

  scenario('with another role is found, with who ran it', AUDIT, async (world) => {
    await createAdmin(world, 'admin');
    await register(world, 'orders');
    await tellEcs(world, run(world, { taskRoleArn: 'admin', containerOverrides: [] }));
    await world.deliver();
    const { own, overrides } = await audits(world).read('us-east-1/orders/1.json');
    expect(own).toBeNull();
    expect(overrides[0]?.audit).toMatchObject({ overrides: { call: 'RunTask', taskRole: 'admin', by: 'jane' } });
    const rules = overrides[0]?.audit.findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['AdminAccess', 'RoleOverride']));
  });

  scenario('without other roles wakes nobody', AUDIT, async (world) => {
    await register(world, 'orders');
    await tellEcs(world, run(world, { containerOverrides: [{ name: 'app' }] }));
    expect((await world.deliver()).messages).toBe(0);
  });
});

describe('The sweep', () => {
  scenario(
    'catches a task definition that no event told of, in all regions',
    {
      ...AUDIT,
      parameters: { AuditRegions: 'us-west-2' },
    },
    async (world) => {
      await world.strike();
      await world.deliver();
      await createAdmin(world, 'orders-task');
      await register(world, 'orders', { taskRoleArn: 'orders-task' });
      await register(world, 'billing', { taskRoleArn: 'orders-task' }, 'us-west-2');
      await world.strike();
      const delivered = await world.deliver();
      expect(logged('no event announced', delivered)).toEqual([
        expect.objectContaining({ taskDefinitions: ['us-east-1 orders:1', 'us-west-2 billing:1'] }),
      ]);
      expect(await rulesIn(world, 'us-east-1/orders/1.json')).toContain('AdminAccess');
      expect(await rulesIn(world, 'us-west-2/billing/1.json')).toContain('AdminAccess');
      await world.strike();
      await world.deliver();
      expect(await audits(world).versions('us-east-1/orders/1.json')).toBe(1);
    },
  );
});

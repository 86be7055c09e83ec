import { describe, expect } from '@jest/globals';
import { typed } from './command-line.ts';
import { backdoor } from './roles.ts';
import { beginning, established, scenario } from './scenario.ts';
import { spec } from './specs.ts';

describe('The command line, in the account of the deployed controller', () => {
  scenario('shows what the controller knows, and asks it for a pass over one role', {}, async (world) => {
    await established(world, { 'orders.yaml': spec('orders'), 'billing.yaml': spec('billing') });
    await world.strike();
    await world.deliver();
    expect(await typed(world, 'status')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/orders .*InSync/),
      stderr: '',
    });
    await backdoor(world, 'orders');
    await backdoor(world, 'billing');
    const asked = await typed(world, 'reconcile', 'orders');
    expect(asked).toMatchObject({ status: 0, stdout: expect.stringContaining('Follow it: rolecall status orders') });
    const { messages, calls, writes } = await world.deliver();
    expect({ messages, writes }).toEqual({ messages: 1, writes: ['iam:DeleteRolePolicy'] });
    expect(calls).not.toContain('iam:GetAccountAuthorizationDetails');
    const described = await typed(world, 'status', 'orders');
    expect(described).toMatchObject({ status: 0, stderr: '' });
    expect(described.stdout).toMatch(/Corrected[\s\S]*inlinePolicies\[Backdoor\]/);

    await typed(world, 'reconcile');
    expect((await world.deliver()).writes).toEqual(['iam:DeleteRolePolicy']);
  });

  scenario('lets the plan through that the brake holds', { guards: { limits: { createdRoles: 2 } } }, async (world) => {
    await beginning(world);
    for (const name of ['a', 'b', 'c']) await world.putSpec(`${name}.yaml`, spec(name));
    await world.deliver();
    const { stdout, status } = await typed(world, 'status');
    expect(status).toBe(2);
    const [, hash = ''] = /rolecall approve ([0-9a-f]{16})/.exec(stdout) ?? [];
    expect(await typed(world, 'approve', '0123456789abcdef')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`The brake now holds plan ${hash}`),
    });
    expect(await world.queue()).toMatchObject({ visible: 0 });
    expect(await typed(world, 'approve', hash)).toMatchObject({ status: 0, stderr: '' });
    expect((await world.deliver()).writes.filter((call) => call === 'iam:CreateRole')).toHaveLength(3);
    expect(await typed(world, 'status')).toMatchObject({ status: 0, stderr: '' });
  });

  scenario(
    'applies only while the controller does not write, and leaves nothing for its next pass to undo',
    {},
    async (world) => {
      const { ROLECALL_SPECS = '', ROLECALL_CONFIG = '' } = world.packaged.environment;
      const apply = () => typed(world, 'apply', ROLECALL_SPECS, '--config', ROLECALL_CONFIG, '--yes');
      await established(world, { 'orders.yaml': spec('orders'), 'billing.yaml': spec('billing') });
      await backdoor(world, 'orders');
      let refused: Awaited<ReturnType<typeof typed>> | undefined;
      world.proxy.afterCall(async ({ action }) => {
        if (action === 'iam:DeleteRolePolicy') {
          await backdoor(world, 'billing');
          refused = await apply();
        }
      });
      await world.tell('PutRolePolicy', { roleName: 'orders', policyName: 'Backdoor' });
      expect((await world.deliver()).writes).toEqual(['iam:DeleteRolePolicy']);
      world.proxy.afterCall(undefined);
      expect(refused).toMatchObject({ status: 1, stderr: expect.stringMatching(/Another run .* is writing this account/) });
      const policies = { PolicyNames: ['Tables', 'Backdoor'] };
      expect(await world.iam.call('ListRolePolicies', { RoleName: 'billing' })).toMatchObject(policies);

      expect(await apply()).toMatchObject({ status: 0, stdout: expect.stringContaining('1 corrected') });
      expect(await world.iam.call('ListRolePolicies', { RoleName: 'billing' })).toMatchObject({ PolicyNames: ['Tables'] });
      const state = await world.state();
      expect(state?.lease).toBeNull();
      expect(state?.writes.filter(({ role, impact }) => role === 'billing' && impact === 'changed')).toHaveLength(1);
      await world.strike();
      expect((await world.deliver()).writes).toEqual([]);
      expect((await world.state())?.roles.billing?.status).toBe('InSync');
    },
  );
});

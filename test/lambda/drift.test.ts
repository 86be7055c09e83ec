import { describe, expect } from '@jest/globals';
import { functionItself, janeIn } from './events.ts';
import { backdoor } from './roles.ts';
import { established, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';

const two = { 'orders.yaml': spec('orders'), 'billing.yaml': spec('billing') };

describe('A role that somebody changed', () => {
  scenario('is corrected on schedule, without an event', {}, async (world) => {
    await established(world, two);
    await backdoor(world, 'orders');
    await world.strike();
    const { writes } = await world.deliver();
    expect(writes).toEqual(['iam:DeleteRolePolicy']);
  });

  scenario('is corrected by its event, alone, and the state names who did it', {}, async (world) => {
    await established(world, two);
    await backdoor(world, 'orders');
    await backdoor(world, 'billing');
    await world.tell('PutRolePolicy', { roleName: 'orders', policyName: 'Backdoor' });
    const { calls, writes } = await world.deliver();
    expect(writes).toEqual(['iam:DeleteRolePolicy']);
    const reads = calls.filter((call) => call.startsWith('iam:') && !writes.includes(call));
    const ofTheRole = ['iam:GetRole', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'];
    const ofInlinePolicies = ['iam:GetRolePolicy', 'iam:GetRolePolicy'];
    expect([...reads].sort()).toEqual([...ofTheRole, ...ofInlinePolicies].sort());
    const [drift] = (await world.state())?.roles.orders?.drift ?? [];
    expect(drift).toMatchObject({ unit: 'inlinePolicies[Backdoor]', access: 'wider', by: { who: 'jane' } });
    expect(await world.iam.call('ListRolePolicies', { RoleName: 'billing' })).toMatchObject({
      PolicyNames: ['Tables', 'Backdoor'],
    });
  });
});

describe('No pass is made', () => {
  scenario(
    "for an event of the function's own write, of a call that failed, or of a role that no spec declares",
    {},
    async (world) => {
      await established(world, two);
      await backdoor(world, 'orders');
      const own = functionItself(world.accountId, world.stack.reconcile.roleArn);
      await world.tell('PutRolePolicy', { roleName: 'orders', policyName: 'Tables' }, own);
      const refused = { errorCode: 'AccessDenied' };
      await world.tell('PutRolePolicy', { roleName: 'orders', policyName: 'Tables' }, janeIn(world.accountId), refused);
      await world.tell('PutRolePolicy', { roleName: 'stranger', policyName: 'Tables' });
      const delivered = await world.deliver();
      expect(delivered.messages).toBe(3);
      expect(logged('run', delivered)).toEqual([]);
      expect(delivered.calls.filter((call) => call.startsWith('iam:'))).toEqual([]);
    },
  );
});

describe('A pass over roles in sync', () => {
  scenario('lists once, reads no spec, and writes the state once', {}, async (world) => {
    await established(world, two);
    await world.strike();
    const { calls } = await world.deliver();
    expect([...calls].sort()).toEqual([
      'iam:GetAccountAuthorizationDetails',
      'iam:ListRoles',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'ssm:GetParameter',
    ]);
  });
});

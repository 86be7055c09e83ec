import { describe, expect } from '@jest/globals';
import { beginning, established, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';

describe('Specs in the bucket', () => {
  scenario('a spec that is dropped in creates its role', {}, async (world) => {
    await beginning(world);
    await world.putSpec('orders.yaml', spec('orders'));
    const { messages, writes } = await world.deliver();
    expect(messages).toBe(1);
    expect(writes).toEqual(['iam:CreateRole', 'iam:PutRolePolicy']);
    const { Role } = await world.iam.call('GetRole', { RoleName: 'orders' });
    expect(Role.Arn).toBe(`arn:aws:iam::${world.accountId}:role/ecs/orders`);
    expect(Role.PermissionsBoundary?.PermissionsBoundaryArn).toBe(`arn:aws:iam::${world.accountId}:policy/rolecall-boundary`);
    expect(Role.Tags).toContainEqual({ Key: 'rolecall:owner', Value: 'rolecall' });
  });

  scenario('an edit is applied', {}, async (world) => {
    await established(world, { 'orders.yaml': spec('orders') });
    await world.putSpec('orders.yaml', spec('orders', 'dynamodb:Query'));
    const { writes } = await world.deliver();
    expect(writes).toEqual(['iam:PutRolePolicy']);
    const { PolicyDocument } = await world.iam.call('GetRolePolicy', { RoleName: 'orders', PolicyName: 'Tables' });
    expect(PolicyDocument).toContain('dynamodb:Query');
  });

  scenario('a commit of 200 files is one pass, and the next passes read no spec again', {}, async (world) => {
    const names = Array.from({ length: 200 }, (_, index) => `orders-${index}`);
    await Promise.all(names.map((name) => world.putSpec(`${name}.yaml`, spec(name))));
    const commit = await world.deliver();
    // A notification can come twice.
    expect(commit.messages).toBeGreaterThanOrEqual(200);
    expect(logged('run', commit)).toHaveLength(1);
    expect(commit.calls.filter((call) => call === 'iam:GetAccountAuthorizationDetails')).toHaveLength(1);
    await world.setKillSwitch('observe');
    await world.strike();
    const cold = await world.deliver({ to: world.secondEnvironment() });
    // The state, the contents that were read, and what they were compiled to.
    expect(cold.calls.filter((call) => call === 's3:GetObject')).toHaveLength(3);
  });

  scenario('a bad spec changes nothing else, and its own role stays as it is', {}, async (world) => {
    await established(world, { 'orders.yaml': spec('orders'), 'billing.yaml': spec('billing') });
    await world.putSpec('billing.yaml', spec('billing').replace('inlinePolicies:', 'inlinePolicy:'));
    await world.putSpec('orders.yaml', spec('orders', 'dynamodb:Query'));
    const { writes } = await world.deliver();
    expect(writes).toEqual(['iam:PutRolePolicy']);
    const state = await world.state();
    expect(state?.roles.billing?.status).toBe('Invalid');
    expect(await world.iam.call('ListRolePolicies', { RoleName: 'billing' })).toMatchObject({ PolicyNames: ['Tables'] });
  });

  scenario('a spec that is taken away deletes nothing', {}, async (world) => {
    await established(world, { 'orders.yaml': spec('orders'), 'billing.yaml': spec('billing') });
    await world.deleteSpec('billing.yaml');
    // The server does not announce what is deleted from a versioned bucket.
    await world.strike();
    const { writes } = await world.deliver();
    expect(writes).toEqual([]);
    expect((await world.state())?.roles.billing?.status).toBe('Orphaned');
  });
});

import { CreatePolicyCommand, CreatePolicyVersionCommand, SetDefaultPolicyVersionCommand } from '@aws-sdk/client-iam';
import { describe, expect } from '@jest/globals';
import { typed } from './command-line.ts';
import { established, scenario } from './scenario.ts';
import { spec } from './specs.ts';
import type { World } from './world.ts';

function allowing(...Action: string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
}

/** A spec that attaches the policy, and pins a version of it if one is given. */
function attaching(PolicyArn: string, pinned?: string): string {
  const management = pinned === undefined ? '' : `  management: { policyVersions: { "${PolicyArn}": ${pinned} } }\n`;
  return `${spec('orders')}  managedPolicies: ["${PolicyArn}"]\n${management}`;
}

/** A role that attaches a policy of the account's own, in sync, and one that does not. */
async function attached(world: World, pinned?: string): Promise<string> {
  const policy = { PolicyName: 'orders-base', PolicyDocument: allowing('s3:GetObject') };
  const { Policy } = await world.clients.iam.send(new CreatePolicyCommand(policy));
  const PolicyArn = Policy?.Arn ?? '';
  await established(world, { 'orders.yaml': attaching(PolicyArn, pinned), 'billing.yaml': spec('billing') });
  return PolicyArn;
}

async function newDefault(world: World, policyArn: string, policyDocument: string): Promise<void> {
  const version = { PolicyArn: policyArn, PolicyDocument: policyDocument, SetAsDefault: true };
  await world.clients.iam.send(new CreatePolicyVersionCommand(version));
  await world.tell('CreatePolicyVersion', { policyArn, policyDocument, setAsDefault: true });
}

/** The role after a pass on schedule, which writes nothing. */
async function swept(world: World) {
  await world.strike();
  expect((await world.deliver()).writes).toEqual([]);
  return (await world.state())?.roles.orders;
}

describe('A new default version of an attached policy', () => {
  scenario('is drift of the roles that attach it, is never written, and ends when a person accepts it', {}, async (world) => {
    const arn = await attached(world);
    const checkedBefore = (await world.state())?.roles.billing?.checkedAt;
    await newDefault(world, arn, allowing('s3:GetObject', 's3:PutObject'));
    const { calls, writes } = await world.deliver();
    expect(writes).toEqual([]);
    expect(calls).not.toContain('iam:GetAccountAuthorizationDetails');
    const state = await world.state();
    const content = { unit: `managedPolicies[${arn}]`, kind: 'content', access: 'wider', tolerated: 'content' };
    expect(state?.roles.orders?.drift).toMatchObject([{ ...content, by: { who: 'jane' } }]);
    expect(state?.roles.billing?.checkedAt).toBe(checkedBefore);

    await world.tell('TagRole', { roleName: 'orders' });
    expect((await world.deliver()).writes).toEqual([]);
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'Drifted', drift: [content] });
    expect(await swept(world)).toMatchObject({ status: 'Drifted', drift: [{ ...content, by: { who: 'jane' } }] });
    expect(await typed(world, 'accept', 'orders')).toMatchObject({ status: 0, stderr: '' });
    expect((await world.deliver()).writes).toEqual([]);
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'InSync', drift: [] });
    expect(await swept(world)).toMatchObject({ status: 'InSync', drift: [] });
    expect(await typed(world, 'accept', 'orders')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('orders has no policy with new content.'),
    });
  });

  scenario('stays drift where the spec pins another, though somebody accepts it', {}, async (world) => {
    const arn = await attached(world, 'v1');
    await newDefault(world, arn, allowing('s3:PutObject'));
    await world.deliver();
    await typed(world, 'accept', 'orders');
    expect((await world.deliver()).writes).toEqual([]);
    const content = { kind: 'content', access: 'different', tolerated: 'content' };
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'Drifted', drift: [content] });

    await world.clients.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v1' }));
    await world.tell('SetDefaultPolicyVersion', { policyArn: arn, versionId: 'v1' });
    await world.deliver();
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'InSync', drift: [] });

    await world.putSpec('orders.yaml', attaching(arn, 'v2'));
    expect((await world.deliver()).writes).toEqual([]);
    expect((await world.state())?.roles.orders).toMatchObject({ status: 'Drifted', drift: [content] });
  });
});

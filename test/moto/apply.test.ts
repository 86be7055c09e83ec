import { expect, test } from '@jest/globals';
import { WRITE_CALLS } from '../../iam/api.ts';
import { reconcile } from '../../reconciler/reconcile.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import type { Mode, SpecContext } from '../../specs/types.ts';
import { motoAccount, motoClient, newAccountId } from './moto-account.ts';

const EXECUTION_POLICY = 'service-role/AmazonECSTaskExecutionRolePolicy';

function spec(name: string): string {
  return `
apiVersion: rolecall/v1
kind: TaskRole
metadata: { name: ${name} }
spec:
  path: /ecs/
  description: Runs ${name}
  managedPolicies: [${EXECUTION_POLICY}]
  inlinePolicies:
    Tables: { Effect: Allow, Action: dynamodb:GetItem, Resource: "arn:aws:dynamodb:eu-west-1:\${AWS::AccountId}:table/${name}%20 a+b" }
  tags: { service: ${name} }
`;
}

/** An account of the server, with passes over it that tell which calls they made. */
function account(names: readonly string[]) {
  const context: SpecContext = { accountId: newAccountId(), partition: 'aws', region: 'eu-west-1' };
  const files = [{ file: 'orders.yaml', content: Buffer.from(names.map(spec).join('---')), version: null }];
  const specs = readSpecs(files, context);
  const client = motoClient(context.accountId);
  let calls: string[] = [];
  client.middlewareStack.add(counted, { step: 'initialize' });
  const iam = motoAccount(client);

  function counted<N>(next: N, { commandName }: { commandName?: string }): N {
    calls.push(String(commandName).replace('Command', ''));
    return next;
  }

  async function pass(mode: Mode) {
    calls = [];
    const report = await reconcile({
      runId: 'test',
      trigger: 'cli',
      iam,
      taskDefinitions: { rolesInUse: async () => undefined },
      clock: { now: () => new Date(), sleep: async () => {} },
      account: context,
      specs,
      guards: defaultGuards,
      mode,
      approved: undefined,
      only: undefined,
      progress: undefined,
    });
    return { report, calls, writes: calls.filter((call) => (WRITE_CALLS as readonly string[]).includes(call)) };
  }
  return { iam, pass };
}

test('an account of an independent server is brought to the specs, and the second pass writes nothing', async () => {
  const { pass } = account(['orders-a', 'orders-b', 'orders-c']);
  expect((await pass('observe')).report.summary).toMatchObject({ drifted: 3 });
  expect((await pass('enforce')).report.summary).toMatchObject({ corrected: 3 });
  const again = await pass('enforce');
  expect(again.report.summary).toMatchObject({ roles: 3, inSync: 3 });
  expect(again.writes).toEqual([]);
});

test('what somebody changed is put right, and nothing else is written', async () => {
  const { iam, pass } = account(['orders-a', 'orders-b']);
  await pass('enforce');
  await iam.call('AttachRolePolicy', { RoleName: 'orders-a', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  const { report, writes } = await pass('enforce');
  expect(report.roles.map(({ name, status }) => [name, status])).toEqual([
    ['orders-a', 'Corrected'],
    ['orders-b', 'InSync'],
  ]);
  expect(writes).toEqual(['DetachRolePolicy']);
});

test('a pass over roles in sync makes no call per role', async () => {
  const few = account(['orders-a']);
  const many = account(Array.from({ length: 12 }, (_, index) => `orders-${index}`));
  await few.pass('enforce');
  await many.pass('enforce');
  expect((await many.pass('observe')).calls.sort()).toEqual((await few.pass('observe')).calls.sort());
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { reconcile } from '../../reconciler/reconcile.ts';
import { knowsAwsPolicy } from '../../specs/aws/aws-policies.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { readSpecs } from '../../specs/read.ts';
import type { Mode, SpecContext } from '../../specs/types.ts';
import { liveAccount } from './live-account.ts';
import { type Fault, startWire, type WireServer } from './server.ts';

const CONTEXT: SpecContext = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

let server: WireServer;
afterEach(() => server.close());

function spec(name: string, action: string): string {
  return `
apiVersion: rolecall/v1
kind: TaskRole
metadata: { name: ${name} }
spec:
  managedPolicies: [service-role/AmazonECSTaskExecutionRolePolicy]
  inlinePolicies:
    Tables: { Effect: Allow, Action: "${action}", Resource: "arn:aws:dynamodb:*:*:table/${name}%20é" }
  tags: { service: ${name} }
`;
}

function specsOf(action: string) {
  const text = ['orders-a', 'orders-b', 'orders-c'].map((name) => spec(name, action)).join('---');
  return readSpecs([{ file: 'orders.yaml', content: Buffer.from(text), version: null }], CONTEXT);
}

/** One pass through the real SDK over a wire on which things go wrong. */
async function pass(
  account: EmbeddedAccount,
  mode: Mode,
  fault: (call: string, count: number) => Fault | undefined,
  action: string,
) {
  server = await startWire(account, CONTEXT.accountId, { pageSize: 2, fault });
  const report = await reconcile({
    runId: 'test',
    trigger: 'cli',
    iam: liveAccount(server.endpoint, 4),
    taskDefinitions: { rolesInUse: async () => undefined },
    clock: { now: () => new Date(), sleep: async () => {} },
    account: CONTEXT,
    specs: specsOf(action),
    guards: defaultGuards,
    mode,
    approved: undefined,
    only: undefined,
    progress: undefined,
  });
  return report;
}

const never = () => undefined;
const everyThird = (fault: Fault) => (_: string, count: number) => (count % 3 === 1 ? fault : undefined);
const account = () => new EmbeddedAccount({ accountId: CONTEXT.accountId, knowsAwsPolicy });

describe('on a bad wire', () => {
  test.each(['lost', 'failed'] as const)('every role is made and changed once, though every third call is %s', async (fault) => {
    const iam = account();
    for (const action of ['dynamodb:GetItem', 'dynamodb:Query']) {
      const report = await pass(iam, 'enforce', everyThird(fault), action);
      expect(report.summary).toMatchObject({ roles: 3, unknown: 0 });
      await server.close();
    }
    expect((await pass(iam, 'observe', never, 'dynamodb:Query')).summary).toMatchObject({ roles: 3, inSync: 3 });
  });

  test.each(['GetAccountAuthorizationDetails', 'ListRoles'])(
    'nothing is judged and nothing written when %s stays unreadable',
    async (list) => {
      const iam = account();
      await pass(iam, 'enforce', never, 'dynamodb:GetItem');
      await server.close();
      const broken = (call: string, count: number) => (call === list && count > 1 ? 'failed' : undefined);
      const report = await pass(iam, 'enforce', broken, 'dynamodb:Query');
      expect(report).toMatchObject({ complete: false, summary: { roles: 3, unknown: 3 } });
      expect([...server.calls.keys()].filter((call) => !/^(Get|List)/.test(call))).toEqual([]);
    },
  );
});

import { describe, expect, test } from '@jest/globals';
import { auditMessageOf } from '../../controller/audit/requests/message.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import { auditMessages } from '../../handlers/audit.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { newAudit } from './audit-doubles.ts';
import { eventOf, newContext } from './doubles.ts';

type Audit = ReturnType<typeof newAudit>;

const ACKNOWLEDGED = { batchItemFailures: [] };
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
});

let events = 0;

/** A message of the rule on registrations. */
function registered(reference: string | null, more: object = {}) {
  events += 1;
  const region = reference?.split(':')[3] ?? 'eu-west-1';
  const at = '2026-06-01T11:59:00Z';
  return {
    rolecall: 'taskDefinition',
    call: 'RegisterTaskDefinition',
    reference,
    region,
    at,
    eventId: `event-${events}`,
    ...more,
  };
}

const deliver = (audit: Audit, ...bodies: readonly unknown[]) => auditMessages(eventOf(...bodies), newContext(), audit);

async function createRole(audit: Audit, RoleName: string): Promise<void> {
  await audit.iam.call('CreateRole', {
    RoleName,
    Path: '/',
    AssumeRolePolicyDocument: TRUST,
    MaxSessionDuration: 3600,
    Tags: [],
  });
}

const rulesOf = (audit: Audit, name: string) => audit.store.audit(name)?.own?.audit.findings.map(({ rule }) => rule) ?? [];

describe('A registration', () => {
  test('is described, audited and kept by region, family and revision', async () => {
    const audit = newAudit();
    await createRole(audit, 'orders-task');
    const arn = audit.ecs.register('orders', { taskRoleArn: 'orders-task' });
    expect(await deliver(audit, registered(arn))).toEqual(ACKNOWLEDGED);
    const stored = audit.store.audit('eu-west-1/orders/1');
    expect(stored).toMatchObject({
      region: 'eu-west-1',
      family: 'orders',
      revision: 1,
      own: { trigger: 'RegisterTaskDefinition' },
    });
    expect(stored?.own?.audit).toMatchObject({
      arn,
      taskRole: 'orders-task',
      findings: [{ rule: 'TrustWithoutSourceCondition' }],
    });
    expect(audit.store.indexed?.regions['eu-west-1']?.definitions).toMatchObject({
      'orders:1': { severity: 'low', executionRole: null },
    });
    expect(audit.metrics).toMatchObject({ AuditFindingsLow: 1, AuditFindingsCritical: 0, TaskDefinitionsAudited: 1 });
  });

  test('that comes twice is audited once, together or one after the other', async () => {
    const audit = newAudit();
    const message = registered(audit.ecs.register('orders'));
    await deliver(audit, message, message);
    const writes = audit.store.writes.length;
    await deliver(audit, message);
    expect(audit.store.writes).toHaveLength(writes);
    expect(audit.store.writes.filter((name) => name !== 'index')).toEqual(['eu-west-1/orders/1']);
    expect(audit.ecs.described).toHaveLength(2);
  });

  test('whose answer CloudTrail left out is looked up by its family', async () => {
    const audit = newAudit();
    audit.ecs.register('orders');
    audit.ecs.register('orders');
    await deliver(audit, registered(null, { family: 'orders' }));
    expect(audit.store.writes).toContain('eu-west-1/orders/2');
  });

  test('of another region is described there', async () => {
    const audit = newAudit();
    await deliver(audit, registered(audit.ecs.register('orders', {}, 'us-east-1')));
    expect(audit.store.audit('us-east-1/orders/1')?.own?.audit.region).toBe('us-east-1');
    expect(audit.lines.find(([, message]) => message === 'audit')?.[2].notices).toEqual([
      expect.stringContaining('registered in us-east-1, which is not swept: add it to auditRegions'),
    ]);
  });

  test('that ECS does not describe is no pass', async () => {
    const audit = newAudit();
    await deliver(audit, registered('arn:aws:ecs:eu-west-1:111122223333:task-definition/gone:3'));
    expect(rulesOf(audit, 'eu-west-1/gone/3')).toEqual(['NotDescribed']);
    expect(audit.metrics.AuditFindingsMedium).toBe(1);
  });

  test('that ECS turns away comes again, and no other does', async () => {
    const audit = newAudit();
    const [orders, billing] = [audit.ecs.register('orders'), audit.ecs.register('billing')];
    audit.ecs.turnedAway.add(orders);
    expect(await deliver(audit, registered(orders), registered(billing))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
    expect(audit.store.writes).toEqual(['index', 'eu-west-1/billing/1']);
  });

  test('of a role that a spec declares and nobody created yet is pending, and not missing', async () => {
    const audit = newAudit();
    audit.specs.put('specs/orders.yaml', {
      apiVersion: 'rolecall/v1',
      kind: 'TaskRole',
      metadata: { name: 'orders-task' },
      spec: { state: 'present' },
    });
    await deliver(audit, registered(audit.ecs.register('orders', { taskRoleArn: 'orders-task' })));
    expect(audit.store.audit('eu-west-1/orders/1')?.own?.audit).toMatchObject({ pending: ['orders-task'], judged: 'declared' });
    expect(audit.sent).toEqual([]);
  });
});

describe('A role that is not there', () => {
  const named = (audit: Audit) => registered(audit.ecs.register('orders', { taskRoleArn: 'orders-task' }));

  /** The second look, as it lies in the queue. */
  const secondLook = (audit: Audit) => audit.sent.map(({ request }) => auditMessageOf(request));

  test('is looked at again after two minutes', async () => {
    const audit = newAudit();
    await deliver(audit, named(audit));
    expect(audit.sent).toEqual([{ request: expect.objectContaining({ again: true }), delaySeconds: 120 }]);
    expect(audit.store.audit('eu-west-1/orders/1')?.own).toMatchObject({ pendingAgain: true });
  });

  test('and appears in the meantime leaves no finding', async () => {
    const audit = newAudit();
    await deliver(audit, named(audit));
    await createRole(audit, 'orders-task');
    await deliver(audit, ...secondLook(audit));
    expect(audit.store.audit('eu-west-1/orders/1')?.own).toMatchObject({ pendingAgain: false });
    expect(rulesOf(audit, 'eu-west-1/orders/1')).not.toContain('RoleMissing');
    expect(audit.sent).toHaveLength(1);
  });

  test('and does not appear is a finding, and is not looked at a third time', async () => {
    const audit = newAudit();
    await deliver(audit, named(audit));
    await deliver(audit, ...secondLook(audit));
    expect(audit.store.audit('eu-west-1/orders/1')?.own).toMatchObject({ pendingAgain: false });
    expect(rulesOf(audit, 'eu-west-1/orders/1')).toContain('RoleMissing');
    expect(audit.sent).toHaveLength(1);
  });

  test('that was a finding already is not waited for again', async () => {
    const audit = newAudit();
    const run = () => registered('orders', { call: 'RunTask', taskRole: 'lost', userName: 'jane' });
    audit.ecs.register('orders');
    await deliver(audit, run());
    await deliver(audit, ...secondLook(audit));
    await deliver(audit, run());
    expect(audit.sent).toHaveLength(1);
    expect(audit.store.audit('eu-west-1/orders/1')?.overrides).toMatchObject([{ pendingAgain: false }]);
  });

  test('does not count before the second look', async () => {
    const audit = newAudit();
    await deliver(audit, named(audit));
    expect(audit.metrics.AuditFindingsHigh).toBe(0);
    await deliver(audit, ...secondLook(audit));
    expect(audit.metrics.AuditFindingsHigh).toBe(1);
  });
});

describe('A run with other roles', () => {
  const run = (reference: string, more: object = {}) =>
    registered(reference, { call: 'RunTask', taskRole: 'admin', userName: 'jane', ...more });

  test('is kept beside the audit of the task definition, and names who ran it', async () => {
    const audit = newAudit();
    await createRole(audit, 'admin');
    const arn = audit.ecs.register('orders');
    await deliver(audit, registered(arn), run('orders', { executionRole: null }));
    const stored = audit.store.audit('eu-west-1/orders/1');
    expect(stored?.own?.audit.overrides).toBeNull();
    expect(stored?.overrides.map(({ audit }) => audit.overrides)).toEqual([
      { call: 'RunTask', taskRole: 'admin', executionRole: null, by: 'jane' },
    ]);
    expect(stored?.overrides[0]?.audit.findings.map(({ rule }) => rule)).toContain('RoleOverride');
  });

  test('again and again with the same role is written once', async () => {
    const audit = newAudit();
    await createRole(audit, 'admin');
    const arn = audit.ecs.register('orders');
    for (let times = 0; times < 3; times += 1) await deliver(audit, run(arn));
    expect(audit.store.writes.filter((name) => name !== 'index')).toEqual(['eu-west-1/orders/1']);
  });
});

const POLICY = (names: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: names.map((name) => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}-AbCdEf`),
    },
  });
const using = (secret: string) => ({
  executionRoleArn: 'shared',
  containerDefinitions: [
    {
      name: 'app',
      image: 'public.ecr.aws/nginx/nginx:1',
      secrets: [{ name: 'S', valueFrom: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${secret}-AbCdEf` }],
    },
  ],
});

async function shared(regions?: readonly string[]): Promise<Audit> {
  const audit = newAudit(regions);
  await createRole(audit, 'shared');
  await audit.iam.call('PutRolePolicy', { RoleName: 'shared', PolicyName: 'Secrets', PolicyDocument: POLICY(['one', 'two']) });
  return audit;
}

/** An audit that sweeps other regions. */
function sweeping(audit: Audit, regions: readonly string[]): Audit {
  return { ...audit, settings: { ...audit.settings, regions } };
}

/** Of two regions that need the role one is swept no more. */
async function leftRegion(): Promise<{ readonly audit: Audit; readonly fewer: Audit }> {
  const audit = await shared(['eu-west-1', 'us-east-1']);
  audit.ecs.register('one', using('one'));
  audit.ecs.register('two', using('two'), 'us-east-1');
  const fewer = sweeping(audit, ['eu-west-1']);
  await deliver(audit, { rolecall: 'sweep' });
  audit.clock.advance(60);
  await deliver(fewer, { rolecall: 'sweep' });
  return { audit, fewer };
}

describe('A shared execution role', () => {
  test('is not too broad by what another task definition needs of it, which is not described again', async () => {
    const audit = await shared();
    audit.ecs.register('one', using('one'));
    await deliver(audit, { rolecall: 'sweep' });
    audit.ecs.described = [];
    const arn = audit.ecs.register('two', using('two'));
    await deliver(audit, registered(arn));
    expect(rulesOf(audit, 'eu-west-1/two/1')).not.toContain('ExecutionRoleTooBroad');
    expect(audit.ecs.described).toEqual([arn]);
  });

  test('is too broad by what none needs any more', async () => {
    const audit = await shared();
    audit.ecs.register('one', using('one'));
    audit.ecs.register('two', using('two'));
    await deliver(audit, { rolecall: 'sweep' });
    expect(rulesOf(audit, 'eu-west-1/one/1')).not.toContain('ExecutionRoleTooBroad');
    audit.ecs.deregister('two');
    await deliver(audit, { rolecall: 'sweep' });
    expect(rulesOf(audit, 'eu-west-1/one/1')).toContain('ExecutionRoleTooBroad');
  });

  test('is too broad by what only a region needed that is swept no more, as long as no event tells of it', async () => {
    const { audit, fewer } = await leftRegion();
    expect(rulesOf(audit, 'eu-west-1/one/1')).toContain('ExecutionRoleTooBroad');
    await deliver(fewer, registered(audit.ecs.register('two', using('two'), 'us-east-1')));
    for (let times = 0; times < 3; times += 1) {
      await deliver(fewer, { rolecall: 'sweep' });
      expect(rulesOf(audit, 'eu-west-1/one/1')).not.toContain('ExecutionRoleTooBroad');
      audit.clock.advance(60);
    }
  });

  test('is not too broad by what an event once told is needed in a region that is never swept, until it is', async () => {
    const audit = await shared();
    audit.ecs.register('one', using('one'));
    await deliver(audit, registered(audit.ecs.register('two', using('two'), 'us-east-1')));
    for (let times = 0; times < 3; times += 1) {
      audit.clock.advance(60);
      await deliver(audit, { rolecall: 'sweep' });
      expect(rulesOf(audit, 'eu-west-1/one/1')).not.toContain('ExecutionRoleTooBroad');
    }
    audit.ecs.deregister('two', 'us-east-1');
    const more = sweeping(audit, ['eu-west-1', 'us-east-1']);
    await deliver(more, { rolecall: 'sweep' });
    await deliver(more, { rolecall: 'sweep' });
    expect(rulesOf(audit, 'eu-west-1/one/1')).toContain('ExecutionRoleTooBroad');
  });

  test('is not too broad before a region is swept again that was left for a while', async () => {
    const { audit } = await leftRegion();
    audit.ecs.outages.add('us-east-1');
    await deliver(audit, { rolecall: 'sweep' });
    expect(rulesOf(audit, 'eu-west-1/one/1')).not.toContain('ExecutionRoleTooBroad');
  });
});

describe('What a shared execution role is needed for', () => {
  const GONE = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/two:1';

  test('is not known while a task definition could never be described, so it is not too broad', async () => {
    const audit = await shared();
    await deliver(audit, { rolecall: 'sweep' });
    await deliver(audit, registered(GONE));
    await deliver(audit, registered(audit.ecs.register('one', using('one'))));
    expect(rulesOf(audit, 'eu-west-1/one/1')).not.toContain('ExecutionRoleTooBroad');
    expect(audit.store.indexed?.regions['eu-west-1']?.definitions['two:1']?.needs).toBeNull();
  });

  test('stays known of a revision that was described once', async () => {
    const audit = await shared();
    audit.ecs.register('two', using('two'));
    await deliver(audit, { rolecall: 'sweep' });
    audit.ecs.deregister('two');
    await deliver(audit, registered(GONE));
    expect(audit.store.indexed?.regions['eu-west-1']?.definitions['two:1']).toMatchObject({
      executionRole: 'shared',
      needs: [{ use: 'execution' }],
      severity: 'medium',
    });
  });
});

describe('A sweep', () => {
  test('keeps what an event added to the index meanwhile', async () => {
    const audit = newAudit();
    audit.ecs.register('orders');
    await deliver(audit, { rolecall: 'sweep' });
    const other = newAudit();
    await deliver(other, registered(other.ecs.register('billing')));
    const added = other.store.texts.get('index') ?? '';
    let others = 1;
    audit.store.beforeWrite = (name) => {
      if (name !== 'index' || others-- <= 0) return;
      audit.store.texts.set(name, added);
      audit.store.touch(name);
    };
    await deliver(audit, { rolecall: 'sweep' });
    expect(Object.keys(audit.store.indexed?.regions['eu-west-1']?.definitions ?? {}).sort()).toEqual(['billing:1', 'orders:1']);
  });

  test('finds what no event announced, and says so', async () => {
    const audit = newAudit();
    await deliver(audit, { rolecall: 'sweep' });
    audit.ecs.register('orders');
    await deliver(audit, registered(audit.ecs.register('billing')));
    await deliver(audit, { rolecall: 'sweep' });
    expect(audit.lines.filter(([level]) => level === 'warn')).toEqual([
      ['warn', 'no event announced', { count: 1, taskDefinitions: ['eu-west-1 orders:1'] }],
    ]);
    expect(audit.metrics.TaskDefinitionsUnannounced).toBe(1);
    expect(audit.store.writes).toContain('eu-west-1/orders/1');
  });

  test('takes what was registered just now, or before the last sweep, for no lost event', async () => {
    const audit = newAudit();
    await deliver(audit, { rolecall: 'sweep' });
    audit.clock.advance(86_400);
    const ago = (seconds: number) => ({ registeredAt: new Date(audit.clock.now().getTime() - seconds * 1000) });
    audit.ecs.register('just-now', ago(60));
    audit.ecs.register('an-hour-ago', ago(3600));
    audit.ecs.register('long-ago', ago(100_000));
    await deliver(audit, { rolecall: 'sweep' });
    expect(audit.lines.filter(([level]) => level === 'warn').map(([, , about]) => about.taskDefinitions)).toEqual([
      ['eu-west-1 an-hour-ago:1'],
    ]);
  });

  test('that finds nothing new writes the index and nothing else', async () => {
    const audit = newAudit();
    audit.ecs.register('orders');
    await deliver(audit, { rolecall: 'sweep' });
    audit.store.writes = [];
    audit.store.reads = [];
    await deliver(audit, { rolecall: 'sweep' });
    expect(audit.store.writes).toEqual(['index']);
    expect(new Set(audit.store.reads)).toEqual(new Set(['index']));
  });

  test('covers all regions, and what services run, and forgets what is gone', async () => {
    const audit = newAudit(['eu-west-1', 'us-east-1']);
    audit.ecs.running.push(audit.ecs.register('orders'));
    audit.ecs.register('orders');
    audit.ecs.register('billing', {}, 'us-east-1');
    await deliver(audit, { rolecall: 'sweep' });
    const names = () =>
      Object.values(audit.store.indexed?.regions ?? {}).map(({ definitions }) => Object.keys(definitions).sort());
    expect(names()).toEqual([['orders:1', 'orders:2'], ['billing:1']]);
    audit.ecs.running.pop();
    audit.clock.advance(60);
    await deliver(audit, { rolecall: 'sweep' });
    expect(names()).toEqual([['orders:2'], ['billing:1']]);
  });

  test('forgets what is current in a region that is swept no more, and keeps what events tell of it from then on', async () => {
    const audit = newAudit(['eu-west-1', 'us-east-1']);
    audit.ecs.register('orders');
    audit.ecs.register('billing', {}, 'us-east-1');
    await deliver(audit, { rolecall: 'sweep' });
    const fewer = sweeping(audit, ['eu-west-1']);
    const region = () => audit.store.indexed?.regions['us-east-1'];
    audit.clock.advance(60);
    await deliver(fewer, { rolecall: 'sweep' });
    const left = region();
    expect(left).toEqual({ sweptAt: expect.any(String), leftAt: audit.clock.now().toISOString(), definitions: {} });
    expect(Object.keys(audit.store.indexed?.regions['eu-west-1']?.definitions ?? {})).toEqual(['orders:1']);
    await deliver(fewer, registered(audit.ecs.register('billing', {}, 'us-east-1')));
    await deliver(fewer, { rolecall: 'sweep' });
    expect(region()).toMatchObject({ leftAt: left?.leftAt, definitions: { 'billing:2': {} } });
    audit.clock.advance(60);
    await deliver(fewer, { rolecall: 'sweep' });
    expect(region()).toEqual({ ...left, isUsed: true });
    await deliver(audit, { rolecall: 'sweep' });
    expect(region()).toEqual({ sweptAt: expect.any(String), definitions: { 'billing:2': expect.anything() } });
  });

  test('keeps what events tell of a region that is never swept until the next sweep, and that it is in use', async () => {
    const audit = newAudit();
    await deliver(audit, registered(audit.ecs.register('billing', {}, 'us-east-1')));
    const region = () => audit.store.indexed?.regions['us-east-1'];
    expect(region()).toMatchObject({ sweptAt: null, definitions: { 'billing:1': {} } });
    audit.clock.advance(60);
    await deliver(audit, { rolecall: 'sweep' });
    expect(region()).toEqual({ sweptAt: null, leftAt: audit.clock.now().toISOString(), isUsed: true, definitions: {} });
  });

  test('reads all roles in two calls', async () => {
    const audit = newAudit();
    for (let index = 0; index < 12; index += 1) audit.ecs.register(`family-${index}`, { taskRoleArn: `role-${index}` });
    await deliver(audit, { rolecall: 'sweep' });
    expect(audit.lines.find(([, message]) => message === 'audit')?.[2]).toMatchObject({
      calls: { GetAccountAuthorizationDetails: 1, ListRoles: 1 },
    });
  });

  test('near the end of its time leaves the rest to a message that goes on', async () => {
    const audit = newAudit();
    for (const family of ['a', 'b', 'c']) audit.ecs.register(family);
    const left = [900_000, 900_000, 100_000];
    const context = { awsRequestId: 'run', getRemainingTimeInMillis: () => left.shift() ?? 100_000 };
    await auditMessages(eventOf({ rolecall: 'sweep' }), context, audit);
    const [next] = audit.sent;
    expect(next?.request).toMatchObject({ kind: 'sweep', after: expect.stringMatching(/^eu-west-1 .*task-definition\/b:1$/) });
    audit.ecs.described = [];
    await deliver(audit, ...audit.sent.map(({ request }) => auditMessageOf(request)));
    expect(audit.ecs.described).toEqual([expect.stringContaining('/c:1')]);
    expect(Object.keys(audit.store.indexed?.regions['eu-west-1']?.definitions ?? {})).toEqual(['a:1', 'b:1', 'c:1']);
    expect(audit.store.indexed?.regions['eu-west-1']?.sweptAt).not.toBeNull();
  });

  test('that cannot even begin in its time comes again instead of going on for ever', async () => {
    const audit = newAudit();
    audit.ecs.register('orders');
    const context = { awsRequestId: 'run', getRemainingTimeInMillis: () => 1000 };
    expect((await auditMessages(eventOf({ rolecall: 'sweep' }), context, audit)).batchItemFailures).toHaveLength(1);
    expect(audit.sent).toEqual([]);
  });

  test('goes on with other regions where one cannot be listed, keeps what was known of it, and comes again', async () => {
    const audit = newAudit(['eu-west-1', 'us-east-1']);
    audit.ecs.register('orders');
    audit.ecs.register('billing', {}, 'us-east-1');
    await deliver(audit, { rolecall: 'sweep' });
    audit.ecs.outages.add('eu-west-1');
    audit.ecs.register('billing', {}, 'us-east-1');
    expect((await deliver(audit, { rolecall: 'sweep' })).batchItemFailures).toHaveLength(1);
    expect(audit.store.writes).toContain('us-east-1/billing/2');
    expect(Object.keys(audit.store.indexed?.regions['eu-west-1']?.definitions ?? {})).toEqual(['orders:1']);
  });
});

describe('Messages', () => {
  test('that are malformed are logged once, counted and acknowledged', async () => {
    const audit = newAudit();
    const wrong = ['', { rolecall: 'schedule' }, registered('a b'), { ...registered(null), call: 'DeleteRole' }];
    expect(await deliver(audit, ...wrong)).toEqual(ACKNOWLEDGED);
    expect(audit.metrics.MalformedMessages).toBe(3);
    expect(audit.store.writes).toEqual([]);
  });

  test('come again all together where nothing can be remembered', async () => {
    const audit = newAudit();
    audit.store.outage = 'The bucket is gone.';
    await expect(deliver(audit, registered(audit.ecs.register('orders')))).rejects.toThrow(StateUnreadable);
  });

  test('meet somebody else’s write and are put onto it', async () => {
    const audit = newAudit();
    await deliver(audit, registered(audit.ecs.register('billing')));
    let others = 3;
    audit.store.beforeWrite = (name) => {
      if (name === 'index' && others-- > 0) audit.store.touch(name);
    };
    await deliver(audit, registered(audit.ecs.register('orders')));
    expect(Object.keys(audit.store.indexed?.regions['eu-west-1']?.definitions ?? {})).toEqual(['billing:1', 'orders:1']);
  });
});

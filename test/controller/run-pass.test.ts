import { describe, expect, test } from '@jest/globals';
import { passRequestOf } from '../../controller/merge-requests.ts';
import type { ControllerSettings, PassFrame } from '../../controller/ports.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import type { IamChange, Request } from '../../controller/request.ts';
import { runPass } from '../../controller/run-pass.ts';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { around, Death, dyingAfterWrites, isWrite, recording } from '../faults.ts';
import { accountWith, arnOf, type LiveRole, withArns } from '../reconciler/given.ts';
import { frame, SpecFolder, settingsWith, World } from './ports.ts';

const SEND = arnOf('own/send');
const READ = arnOf('own/read');

function spec(name: string, body: object = { managedPolicies: ['own/read'] }, kind = 'TaskRole') {
  return withArns({ apiVersion: 'rolecall/v1', kind, metadata: { name }, spec: body });
}

/** A world in which these roles are declared and were looked at once; what the account holds is as declared. */
async function settledWorld(names: readonly string[] = ['orders'], live: LiveRole = { managedPolicies: ['own/read'] }) {
  const account = accountWith(names.map((name) => ({ ...live, name })));
  const world = new World(account);
  for (const name of names) world.specs.put(`specs/${name}.yaml`, spec(name));
  await sweep(world);
  return { world, account };
}

async function ask(world: World, requests: readonly Request[], settings?: ControllerSettings, given?: PassFrame) {
  const request = passRequestOf(requests, world.state.state);
  if (request === undefined) throw new Error('Nothing was asked for.');
  const outcome = await runPass(request, given ?? frame(), world, settings ?? settingsWith());
  if (outcome.result === 'busy') throw new Error(outcome.message);
  return outcome;
}

const sweep = (world: World, settings?: ControllerSettings, given?: PassFrame) =>
  ask(world, [{ kind: 'schedule' }], settings, given);

/** Somebody attaches a policy that no spec asks for. */
async function tamper(account: EmbeddedAccount, RoleName = 'orders') {
  await account.call('AttachRolePolicy', { RoleName, PolicyArn: SEND });
}

function attached(world: World, overrides: Partial<IamChange> = {}): IamChange {
  return {
    kind: 'iam',
    call: 'AttachRolePolicy',
    role: 'orders',
    policyName: null,
    policyArn: SEND,
    who: { who: 'jane', via: 'Admin', roleArn: null },
    at: world.clock.now().toISOString(),
    eventId: 'event-1',
    ...overrides,
  };
}

async function policiesOf(account: EmbeddedAccount, RoleName = 'orders') {
  const { AttachedPolicies } = await account.call('ListAttachedRolePolicies', { RoleName });
  return AttachedPolicies.map(({ PolicyArn }) => PolicyArn);
}

describe('a pass of the controller', () => {
  test('observes as long as nothing is remembered, and enforces from then on', async () => {
    const account = accountWith([]);
    const world = new World(account);
    world.specs.put('specs/orders.yaml', spec('orders'));
    const first = await sweep(world);
    expect(first.report).toMatchObject({
      mode: 'observe',
      summary: { drifted: 1 },
      notices: [expect.stringContaining('Nothing is remembered')],
    });
    const second = await sweep(world);
    expect(second.report.summary).toMatchObject({ corrected: 1 });
    expect(await policiesOf(account)).toEqual([READ]);
  });

  test('corrects drift, lets it settle, and finds it in sync then', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    const correcting = await sweep(world);
    expect(correcting.report.roles).toMatchObject([{ status: 'Corrected', drift: [{ unit: `managedPolicies[${SEND}]` }] }]);
    world.clock.advance(30);
    const settling = await sweep(world);
    expect(settling.report.roles).toMatchObject([{ status: 'Progressing', reasons: [{ code: 'Settling' }] }]);
    expect(settling.requeued).toEqual([{ kind: 'reconcile', roles: ['orders'], by: 'rolecall' }]);
    expect(world.queue.take()).toMatchObject([{ delaySeconds: 95 }]);
    world.clock.advance(95);
    const after = await ask(world, settling.requeued);
    expect(after.state.roles.orders).toMatchObject({ status: 'InSync', drift: [], corrected: { drift: [{ by: null }] } });
  });

  test('reads the state once and writes it once when there is nothing to do', async () => {
    const { world } = await settledWorld();
    const [reads, writes] = [world.state.reads, world.state.writes];
    await sweep(world);
    expect([world.state.reads - reads, world.state.writes - writes]).toEqual([1, 1]);
  });

  test('puts down what it is about to write before it writes, and gives the lease up at its end', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    const seen: unknown[] = [];
    world.iam = around(account, async ({ call }, proceed) => {
      if (isWrite(call)) seen.push({ lease: world.state.state?.lease?.holder, writes: world.state.state?.writes });
      return proceed();
    });
    await sweep(world, undefined, { runId: 'writer', remaining: () => Number.POSITIVE_INFINITY });
    expect(seen).toMatchObject([{ lease: 'writer', writes: [{ role: 'orders', impact: 'changed' }] }]);
    expect(world.state.state).toMatchObject({ lease: null, writes: [{ role: 'orders', impact: 'changed' }] });
  });

  test('names who made a change that an event tells of', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    const { report, state } = await ask(world, [attached(world)]);
    expect(report).toMatchObject({ trigger: 'AttachRolePolicy', roles: [{ drift: [{ by: { who: 'jane', via: 'Admin' } }] }] });
    expect(state.roles.orders?.drift).toMatchObject([{ by: { who: 'jane' } }]);
  });

  test('is nobody whom an event from the future names', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    const { report } = await ask(world, [attached(world, { at: '9999-12-31T00:00:00Z' })]);
    expect(report.roles).toMatchObject([{ drift: [{ by: null }] }]);
  });

  test('learns from an event that comes late who made a change that was corrected already', async () => {
    const { world, account } = await settledWorld();
    world.clock.advance(60);
    await tamper(account);
    const late = attached(world);
    world.clock.advance(60);
    await sweep(world);
    world.clock.advance(300);
    const { state } = await ask(world, [late]);
    expect(state.roles.orders).toMatchObject({ status: 'InSync', corrected: { drift: [{ by: { who: 'jane' } }] } });
  });

  test('does not blame whoever made an earlier change, which was corrected, for a later one', async () => {
    const { world, account } = await settledWorld();
    world.clock.advance(60);
    await tamper(account);
    const late = attached(world);
    world.clock.advance(60);
    await sweep(world);
    world.clock.advance(300);
    await tamper(account);
    const { report } = await ask(world, [late]);
    expect(report.roles).toMatchObject([{ status: 'Corrected', drift: [{ by: null }] }]);
  });

  test('does not look at a role while it settles, and still knows the event afterwards', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    await sweep(world);
    world.clock.advance(20);
    await tamper(account);
    const { requeued } = await ask(world, [attached(world, { eventId: 'event-2' })]);
    world.clock.advance(110);
    const { report } = await ask(world, requeued);
    expect(report.roles).toMatchObject([{ status: 'Corrected', drift: [{ by: { eventId: 'event-2' } }] }]);
  });
});

describe('two runs at once', () => {
  test('the one that finds the other writing puts its request back and touches nothing', async () => {
    const { world } = await settledWorld();
    const state = world.state.state;
    if (state === undefined) throw new Error('no state');
    world.state.put({ ...state, lease: { holder: 'other', expiresAt: '2026-06-01T12:01:00Z' } });
    const iam = recording(world.iam);
    world.iam = iam;
    const request = passRequestOf([attached(world), { kind: 'approve', hash: 'abc', by: 'jane' }], state);
    if (request === undefined) throw new Error('nothing asked');
    const outcome = await runPass(request, frame(), world, settingsWith());
    expect(outcome).toMatchObject({ result: 'busy', message: expect.stringContaining('other') });
    expect(iam.calls).toEqual([]);
    expect(world.queue.take()).toMatchObject([
      { request: { kind: 'approve', hash: 'abc' }, delaySeconds: 30 },
      { request: { kind: 'iam', eventId: 'event-1' }, delaySeconds: 30 },
    ]);
  });

  test('a lease that a dead run left behind ends by itself', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    world.iam = dyingAfterWrites(account, 0);
    await expect(sweep(world)).rejects.toThrow(Death);
    world.iam = account;
    await expect(sweep(world)).rejects.toThrow('may write IAM until');
    world.clock.advance(61);
    expect((await sweep(world)).report.roles).toMatchObject([{ status: 'Progressing' }]);
    world.clock.advance(61);
    expect((await sweep(world)).report.roles).toMatchObject([{ status: 'Corrected' }]);
  });

  test('a pass that lost the race for the lease begins anew and then finds the other writing', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    const iam = recording(account);
    world.iam = iam;
    world.state.beforeWrite = (state) => {
      world.state.beforeWrite = undefined;
      world.state.put({ ...state, lease: { holder: 'other', expiresAt: '2026-06-01T12:01:00Z' } });
    };
    await expect(sweep(world)).rejects.toThrow('other may write');
    expect(iam.writes()).toEqual([]);
  });

  test.each([true, false])(
    'a pass goes on where others only looked at roles meanwhile, with something to write: %s',
    async (writes) => {
      const { world, account } = await settledWorld(['orders', 'billing']);
      if (writes) await tamper(account);
      let events = 0;
      const looking: typeof account.call = async (call, input) => {
        if (call === 'ListRoles') {
          events += 1;
          world.iam = account;
          await ask(world, [attached(world, { call: 'TagRole', role: 'billing', eventId: `event-${events}` })]);
          world.iam = { call: looking };
        }
        return account.call(call, input);
      };
      world.iam = { call: looking };
      world.clock.advance(60);
      const { state } = await sweep(world);
      expect(state).toMatchObject({ lastSuccess: world.clock.now().toISOString(), lease: null });
      expect(state.runs.slice(0, 2)).toMatchObject([{ scope: 'all' }, { scope: 'named' }]);
      expect(world.state.state).toEqual(state);
      expect(events).toBe(1);
    },
  );

  test('what was written is not lost when somebody else wrote the state meanwhile', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    let writes = 0;
    world.state.beforeWrite = () => {
      writes += 1;
      const state = world.state.state;
      if (writes === 2 && state !== undefined)
        world.state.put({ ...state, sources: { ...state.sources, other: { files: 1, listedAt: '2026-06-01T12:00:00Z' } } });
    };
    const { state } = await sweep(world);
    expect(state).toMatchObject({ roles: { orders: { status: 'Corrected' } }, lease: null, writes: [{ role: 'orders' }] });
    expect(world.state.state).toEqual(state);
  });
});

test('a state that is lost in the middle of a pass makes the next pass observe', async () => {
  const { world, account } = await settledWorld();
  await tamper(account);
  let writes = 0;
  world.state.beforeWrite = () => {
    writes += 1;
    if (writes === 2) world.state.lose();
  };
  const { state } = await sweep(world);
  expect(state).toMatchObject({ roles: { orders: { status: 'Corrected' } }, writes: [{ role: 'orders' }], lease: null });
  world.clock.advance(130);
  expect((await sweep(world)).report).toMatchObject({ mode: 'observe', summary: { inSync: 1 } });
  expect((await sweep(world)).report.mode).toBe('enforce');
});

describe('what stops a pass from writing', () => {
  test.each(['observe', undefined] as const)('the kill switch at %s', async (mode) => {
    const { world, account } = await settledWorld();
    await tamper(account);
    world.killSwitch.mode = mode;
    const { report } = await sweep(world);
    expect(report).toMatchObject({
      mode: 'observe',
      notices: [expect.stringContaining('kill switch')],
      roles: [{ status: 'Drifted' }],
    });
    expect(await policiesOf(account)).toContain(SEND);
  });

  test.each(['observe', 'suspend', undefined] as const)('the kill switch, set to %s while it writes', async (mode) => {
    const names = Array.from({ length: 8 }, (_, index) => `orders-${index}`);
    const { world, account } = await settledWorld(names);
    for (const name of names) await tamper(account, name);
    const iam = recording(account);
    world.iam = around(iam, async ({ call }, proceed) => {
      if (isWrite(call)) world.killSwitch.mode = mode;
      return proceed();
    });
    const { report, requeued } = await sweep(world);
    expect(iam.writes().length).toBeLessThanOrEqual(4);
    expect(report.roles.filter(({ status }) => status === 'Progressing')).toHaveLength(8 - iam.writes().length);
    expect(report.roles.at(-1)).toMatchObject({
      reasons: [{ code: 'Deferred', message: expect.stringContaining('kill switch') }],
    });
    expect(requeued).toMatchObject([{ kind: 'reconcile' }]);
  });

  test('a state that cannot be read', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    world.state.outage = 'S3 is down';
    await expect(
      runPass(
        { scope: 'all', trigger: 'schedule', approved: undefined, resume: new Set(), accept: new Set(), changes: [] },
        frame(),
        world,
        settingsWith(),
      ),
    ).rejects.toThrow(StateUnreadable);
    expect(await policiesOf(account)).toContain(SEND);
  });

  test('guards that stand among the specs', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    world.specs.put('specs/rolecall.yml', { apiVersion: 'rolecall/v1', kind: 'Controller', spec: { mode: 'enforce' } });
    const { report } = await sweep(world);
    expect(report).toMatchObject({ mode: 'observe', notices: [expect.stringContaining('specs/rolecall.yml')] });
    expect(await policiesOf(account)).toContain(SEND);
  });

  test('the end of its time, and one message goes on from there', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `orders-${index}`);
    const { world, account } = await settledWorld(names);
    for (const name of names) await tamper(account, name);
    const iam = recording(account);
    world.iam = iam;
    const settings = settingsWith({ limits: { changedRoles: 20, changedShare: 1, createdRoles: 9, deletedRoles: 0 } });
    const { report, requeued } = await sweep(
      world,
      settings,
      frame(() => (iam.writes().length < 3 ? 60_000 : 1000)),
    );
    const left = report.roles.filter(({ status }) => status === 'Progressing').map(({ name }) => name);
    expect(report.summary).toMatchObject({ corrected: names.length - left.length, progressing: left.length });
    expect(left.length).toBeGreaterThan(0);
    expect(requeued).toEqual([{ kind: 'reconcile', roles: left, by: 'rolecall' }]);
    expect(world.queue.take()).toMatchObject([{ delaySeconds: 0 }]);
    expect((await ask(world, requeued, settings)).report.summary).toMatchObject({ corrected: left.length });
  });
});

describe('the brake', () => {
  const names = Array.from({ length: 10 }, (_, index) => `orders-${index}`);
  const several = async (count: number) => {
    const { world, account } = await settledWorld(names);
    for (const name of names.slice(0, count)) await tamper(account, name);
    return { world, account };
  };

  test('holds a plan, and lets it through once it is approved', async () => {
    const { world, account } = await several(6);
    const { report, state } = await sweep(world);
    expect(report.summary).toMatchObject({ refused: 6 });
    expect(state.brake).toMatchObject({ hash: report.planHash });
    const approve = { kind: 'approve', hash: report.planHash ?? '', by: 'jane' } as const;
    const approved = await ask(world, [approve]);
    expect(approved.report.summary).toMatchObject({ corrected: 6 });
    expect(approved.state).toMatchObject({ brake: null, approvals: [{ hash: report.planHash }] });
    world.clock.advance(130);
    for (const name of names.slice(0, 6)) await tamper(account, name);
    const again = await ask(world, [approve]);
    expect(again.report).toMatchObject({ summary: { refused: 6 }, notices: [expect.stringContaining('let through already')] });
  });

  test('lets a plan that came to nothing be approved again, under another hash', async () => {
    const { world, account } = await several(6);
    const approve = async () => {
      const { report } = await sweep(world);
      return { kind: 'approve', hash: report.planHash ?? '', by: 'jane' } as const;
    };
    const first = await approve();
    world.iam = dyingAfterWrites(account, 0);
    await expect(ask(world, [first])).rejects.toThrow(Death);
    world.iam = account;
    world.clock.advance(600);
    expect((await ask(world, [first])).report.summary).toMatchObject({ refused: 6 });
    expect((await ask(world, [await approve()])).report.summary).toMatchObject({ corrected: 6 });
  });

  test('counts what earlier passes of the hour wrote, but not what a person approved', async () => {
    const { world, account } = await several(3);
    await sweep(world);
    world.clock.advance(600);
    for (const name of names.slice(5, 9)) await tamper(account, name);
    const held = await sweep(world);
    expect(held.report).toMatchObject({ brake: { planned: 7 }, summary: { refused: 4 } });
    await ask(world, [{ kind: 'approve', hash: held.report.planHash ?? '', by: 'jane' }]);
    world.clock.advance(600);
    await tamper(account, names[4]);
    expect((await sweep(world)).report.summary).toMatchObject({ corrected: 1 });
    world.clock.advance(3600);
  });

  test('an approval of another plan writes nothing, and asks for a pass without it', async () => {
    const { world, account } = await several(2);
    const { report, requeued } = await ask(world, [{ kind: 'approve', hash: 'another', by: 'jane' }]);
    expect(report.roles.filter(({ status }) => status === 'Refused')).toMatchObject([
      { reasons: [{ code: 'Changed' }] },
      { reasons: [{ code: 'Changed' }] },
    ]);
    expect(requeued).toEqual([{ kind: 'reconcile', roles: null, by: 'rolecall' }]);
    expect((await ask(world, requeued)).report.summary).toMatchObject({ corrected: 2 });
    expect(await policiesOf(account, names[0])).toEqual([READ]);
  });

  test('a plan of named roles that it holds is shown whole by a pass over everything', async () => {
    const { world } = await several(6);
    const { requeued, state } = await ask(world, [{ kind: 'reconcile', roles: names.slice(0, 6), by: 'jane' }]);
    expect(requeued).toEqual([{ kind: 'reconcile', roles: null, by: 'rolecall' }]);
    expect(state.brake).toBeNull();
    expect((await ask(world, requeued)).state.brake).not.toBeNull();
  });
});

describe('specs that went missing', () => {
  test('a file that no longer parses keeps its roles as invalid, and the others go on', async () => {
    const { world, account } = await settledWorld(['orders', 'billing']);
    await tamper(account, 'orders');
    await tamper(account, 'billing');
    world.specs.put('specs/orders.yaml', 'kind: [');
    const { state } = await sweep(world);
    expect(state.roles).toMatchObject({
      orders: { status: 'Invalid', spec: { file: 'specs/orders.yaml' } },
      billing: { status: 'Corrected' },
    });
    expect(await policiesOf(account, 'orders')).toContain(SEND);
  });

  test('a source that cannot be listed makes its roles unknown, and no role is called orphaned', async () => {
    const { world, account } = await settledWorld();
    await tamper(account);
    world.specs.failures.set('specs', 'AccessDenied');
    const { state, report } = await sweep(world);
    expect(report).toMatchObject({
      complete: false,
      summary: { unknown: 1, orphaned: 0 },
      problems: [{ message: expect.stringContaining('AccessDenied') }],
    });
    expect(state).toMatchObject({ roles: { orders: { status: 'Unknown' } }, sources: { specs: { files: 1 } } });
  });

  test('a source that was emptied is spoken of at every pass, and nothing is deleted', async () => {
    const { world, account } = await settledWorld();
    world.specs.remove('specs/orders.yaml');
    for (const _ of [1, 2]) {
      const { report } = await sweep(world);
      expect(report).toMatchObject({
        summary: { orphaned: 1 },
        problems: [{ file: 'specs', message: expect.stringContaining('held a spec file before') }],
      });
    }
    expect(await policiesOf(account)).toEqual([READ]);
    world.specs.put('specs/orders.yaml', spec('orders'));
    expect((await sweep(world)).report).toMatchObject({ summary: { inSync: 1 }, problems: [] });
  });
});

describe('a role that two files declare stays stopped', () => {
  const twice = async () => {
    const account = accountWith([{ name: 'orders', managedPolicies: ['own/read'] }]);
    const world = new World(account, undefined, new SpecFolder('one', 'two'));
    world.specs.put('one/a.yaml', spec('orders'));
    world.specs.put('two/b.yaml', spec('orders', { managedPolicies: ['own/send'] }));
    await sweep(world);
    return { world, account };
  };

  test.each(['one', 'two'])('while source %s cannot be listed', async (source) => {
    const { world, account } = await twice();
    world.specs.failures.set(source, 'AccessDenied');
    for (const _ of [1, 2]) expect((await sweep(world)).report.summary).toMatchObject({ roles: 1, unknown: 1 });
    expect(await policiesOf(account)).toEqual([READ]);
  });

  test.each(['one/a.yaml', 'two/b.yaml'])('while %s cannot be understood', async (file) => {
    const { world, account } = await twice();
    world.specs.put(file, 'kind: [');
    for (const _ of [1, 2]) expect((await sweep(world)).report.summary).toMatchObject({ roles: 1, invalid: 1 });
    expect(await policiesOf(account)).toEqual([READ]);
  });

  test('until only one of them does', async () => {
    const { world, account } = await twice();
    world.specs.put('one/a.yaml', 'kind: [');
    await sweep(world);
    world.specs.remove('one/a.yaml');
    expect((await sweep(world)).report.summary).toMatchObject({ corrected: 1 });
    expect(await policiesOf(account)).toEqual([SEND]);
  });
});

test('a unit that drifts back three times backs off until it is resumed', async () => {
  const { world, account } = await settledWorld();
  const statuses: string[] = [];
  const round = async () => {
    world.clock.advance(300);
    await account.call('DetachRolePolicy', { RoleName: 'orders', PolicyArn: READ });
    statuses.push((await sweep(world)).report.roles[0]?.status ?? '');
  };
  for (const _ of [1, 2, 3, 4]) await round();
  expect(statuses).toEqual(['Corrected', 'Corrected', 'Corrected', 'Refused']);
  expect(world.state.state?.roles.orders).toMatchObject({ reasons: [{ code: 'BackOff' }], drift: [{ severity: 'critical' }] });
  world.clock.advance(7200);
  expect((await sweep(world)).report.roles).toMatchObject([{ status: 'Refused' }]);
  expect((await ask(world, [{ kind: 'resume', role: 'Orders', by: 'jane' }])).report.roles).toMatchObject([
    { status: 'Corrected' },
  ]);
});

test('what is missing is read singly for a role that an event names', async () => {
  const { world, account } = await settledWorld(['orders', 'billing', 'mail', 'stock', 'pay', 'web', 'api']);
  await tamper(account);
  const iam = recording(account);
  world.iam = iam;
  await ask(world, [attached(world)]);
  expect(iam.counts()).toEqual({
    GetRole: 1,
    ListAttachedRolePolicies: 1,
    ListRolePolicies: 1,
    DetachRolePolicy: 1,
    GetPolicy: expect.any(Number),
    GetPolicyVersion: expect.any(Number),
  });
});

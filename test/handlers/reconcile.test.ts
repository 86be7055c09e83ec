import { describe, expect, test } from '@jest/globals';
import { StateUnreadable } from '../../controller/ports.ts';
import { reconcileMessages } from '../../handlers/reconcile.ts';
import { OWN_ROLE } from '../events/fixtures.ts';
import { eventOf, newContext, newController, specOf } from './doubles.ts';

type Controller = ReturnType<typeof newController>;

const ACKNOWLEDGED = { batchItemFailures: [] };
const SCHEDULE = { rolecall: 'schedule' };
const AT = '2026-06-01T11:59:00Z';
const CHANGE = {
  rolecall: 'iam',
  call: 'DeleteRole',
  role: 'orders-task',
  at: AT,
  eventId: 'e1',
  userName: 'jane',
  type: 'IAMUser',
};

const deliver = (controller: Controller, ...bodies: readonly unknown[]) =>
  reconcileMessages(eventOf(...bodies), newContext(), controller);

const runs = ({ lines }: Controller) => lines.filter(([, message]) => message === 'run').map(([, , about]) => about);

/** One that remembers a pass already, for the first one only observes. */
async function settledController(...given: Parameters<typeof newController>): Promise<Controller> {
  const controller = newController(...given);
  await deliver(controller, SCHEDULE);
  controller.lines.length = 0;
  controller.ports.state.reads = 0;
  controller.ports.state.writes = 0;
  return controller;
}

describe('A batch of messages', () => {
  test('is one pass, however many messages there are', async () => {
    const controller = await settledController({ orders: specOf('orders-task') });
    const puts = Array.from({ length: 200 }, (_, index) => ({ rolecall: 's3', bucket: 'specs', key: `${index}.yaml`, at: AT }));
    expect(await deliver(controller, ...puts)).toEqual(ACKNOWLEDGED);
    expect(runs(controller)).toEqual([expect.objectContaining({ trigger: 'spec', scope: 'all', roles: { Corrected: 1 } })]);
    expect(controller.iam.writes().map(({ call }) => call)).toEqual(['CreateRole']);
  });

  test('reads what is remembered once', async () => {
    const controller = await settledController({ orders: specOf('orders-task', 'observe') });
    await deliver(controller, SCHEDULE, SCHEDULE);
    expect([controller.ports.state.reads, controller.ports.state.writes]).toEqual([1, 1]);
  });

  test('writes nothing where the guards observe, and nothing in the first pass of all', async () => {
    const observing = await settledController({ orders: specOf('orders-task') }, { mode: 'observe' });
    await deliver(observing, SCHEDULE);
    const first = newController({ orders: specOf('orders-task') });
    await deliver(first, SCHEDULE);
    expect([observing.iam.writes(), first.iam.writes()]).toEqual([[], []]);
    expect(runs(first)).toEqual([expect.objectContaining({ mode: 'observe', withoutState: true })]);
  });

  test('about a role that nobody declares asks for no pass', async () => {
    const controller = await settledController({ orders: specOf('orders-task') });
    expect(await deliver(controller, { ...CHANGE, role: 'somebody-elses' })).toEqual(ACKNOWLEDGED);
    expect([controller.lines, controller.ports.state.writes]).toEqual([[], 0]);
  });

  test('about one declared role looks at that role only', async () => {
    const controller = await settledController({ orders: specOf('orders-task'), other: specOf('other-task') });
    await deliver(controller, CHANGE);
    expect(runs(controller)).toEqual([
      expect.objectContaining({ trigger: 'DeleteRole', scope: 'named', roles: { Corrected: 1 } }),
    ]);
  });

  test('that holds nothing but our own calls asks for no pass', async () => {
    const controller = await settledController({ orders: specOf('orders-task') });
    await deliver(controller, { ...CHANGE, issuerArn: OWN_ROLE }, { ...CHANGE, error: 'AccessDenied' });
    expect(controller.lines).toEqual([
      ['debug', 'message is ignored', { messageId: 'message-0', why: 'the call was our own' }],
      ['debug', 'message is ignored', { messageId: 'message-1', why: 'the call failed' }],
    ]);
    expect(controller.ports.state.reads).toBe(0);
  });
});

describe('A malformed message', () => {
  test('is logged once, is counted, is acknowledged, and stops no other', async () => {
    const controller = await settledController({ orders: specOf('orders-task', 'observe') });
    expect(await deliver(controller, '\u001b[2J', SCHEDULE, { ...CHANGE, role: 'a b' })).toEqual(ACKNOWLEDGED);
    expect(controller.lines.filter(([level]) => level === 'warn')).toEqual([
      ['warn', 'message is malformed', { messageId: 'message-0', why: 'it is no JSON object' }],
      ['warn', 'message is malformed', { messageId: 'message-2', why: expect.stringContaining('cannot be the name of a role') }],
    ]);
    expect(controller.metrics.MalformedMessages).toBe(2);
    expect(runs(controller)).toHaveLength(1);
  });

  test('alone makes no pass', async () => {
    const controller = newController({ orders: specOf('orders-task') });
    expect(await deliver(controller, '')).toEqual(ACKNOWLEDGED);
    expect(controller.ports.state.reads).toBe(0);
  });
});

describe('A run', () => {
  test('that cannot read what is remembered hands its messages back', async () => {
    const controller = newController({ orders: specOf('orders-task') });
    controller.ports.state.outage = 'The bucket is gone.';
    await expect(deliver(controller, SCHEDULE)).rejects.toThrow(StateUnreadable);
    expect(controller.iam.writes()).toEqual([]);
  });

  test('that finds another one writing puts its request back and acknowledges its messages', async () => {
    const controller = await settledController({ orders: specOf('orders-task') });
    const lease = { holder: 'another', expiresAt: '2026-06-01T12:05:00.000Z' };
    const { state } = controller.ports.state;
    if (state) controller.ports.state.put({ ...state, lease });
    expect(await deliver(controller, SCHEDULE)).toEqual(ACKNOWLEDGED);
    expect(controller.ports.queue.sent.map(({ request }) => request)).toEqual([
      { kind: 'reconcile', roles: null, by: 'rolecall' },
    ]);
    expect(controller.lines).toEqual([['info', 'busy', { why: expect.stringContaining('Run another may write IAM') }]]);
    expect(controller.iam.writes()).toEqual([]);
  });

  test('tells its calls to IAM, and measures', async () => {
    const controller = await settledController({ orders: specOf('orders-task') });
    await deliver(controller, SCHEDULE);
    expect(runs(controller)).toEqual([
      expect.objectContaining({ writes: { CreateRole: 1 }, calls: expect.objectContaining({ ListRoles: 1, CreateRole: 1 }) }),
    ]);
    expect(controller.metrics).toMatchObject({ RolesCorrected: 1, IamWrites: 1, BrakeHeld: 0, MalformedMessages: 0 });
  });

  test('warns of a spec that is wrong, by its place', async () => {
    const controller = await settledController({ orders: specOf('orders-task', 'observe'), bad: 'kind: Rolle' });
    await deliver(controller, SCHEDULE);
    const about = { at: expect.arrayContaining([expect.stringMatching(/^specs\/bad\.yaml:1: /)]) };
    expect(controller.lines.filter(([level]) => level === 'warn')).toEqual([['warn', 'spec is wrong', about]]);
  });
});

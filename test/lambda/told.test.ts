import { beforeEach, describe, expect } from '@jest/globals';
import { announcements, shownText } from '../slack/read-message.ts';
import type { TakenMessage } from '../slack/slack-server.ts';
import type { Delivered } from './deliveries.ts';
import { listenToBus } from './listening.ts';
import { createAdmin, createRole, tamper } from './roles.ts';
import { established, scenario } from './scenario.ts';
import { localSlack, putSlackSecret, telling } from './slack.ts';
import { spec } from './specs.ts';
import { register, registration, tellEcs } from './task-definitions.ts';
import type { World } from './world.ts';

const slack = await localSlack();

beforeEach(() => slack.forget());

/** What people read since the last time, once everything that wakes the telling has done so: what it keeps itself does not. */
async function told({ workers: { notify } }: World): Promise<readonly TakenMessage[]> {
  const known = slack.taken.length;
  const runs = await notify.deliverAll();
  expect(runs.map(({ outcome }) => outcome)).toEqual(runs.length === 0 ? [] : [SUCCESS]);
  return slack.taken.slice(known);
}

const SUCCESS: Delivered['outcome'] = { result: 'returned', value: { batchItemFailures: [] } };

/** A role that is as its spec says, in a deployment whose secret of Slack's is known. */
async function inSync(world: World, secret: string): Promise<void> {
  await putSlackSecret(world, secret);
  await established(world, { 'orders.yaml': spec('orders') });
  expect(await told(world)).toEqual([]);
}

/** The schedule strikes, and what the pass writes in IAM. */
async function swept(world: World): Promise<readonly string[]> {
  await world.strike();
  return (await world.deliver()).writes;
}

/** Of whom is said what, and in which thread. */
function said(messages: readonly TakenMessage[]) {
  return messages.flatMap((message) => announcements(message).map((one) => ({ ...one, thread: message.thread })));
}

function textOf(messages: readonly TakenMessage[]): string {
  return messages.map(({ blocks }) => shownText(blocks)).join('\n');
}

describe('A role that somebody changed', () => {
  scenario('is told of once, and in the same thread when it is over', telling(slack, 'token'), async (world) => {
    slack.tokens.add('xoxb-1');
    await inSync(world, 'xoxb-1');
    const heard = await listenToBus(world);
    await world.setKillSwitch('observe');
    await tamper(world, 'orders');
    expect((await world.deliver()).writes).toEqual([]);
    const opened = await told(world);
    expect(said(opened)).toEqual([{ kind: 'New', name: 'orders', thread: null }]);
    expect(textOf(opened)).toMatch(
      /inlinePolicies\[Backdoor\][\s\S]*Live access is wider than the spec[\s\S]*Changed by jane[\s\S]*rolecall status orders/,
    );

    await tamper(world, 'orders');
    await world.deliver();
    await swept(world);
    await world.workers.notify.strike();
    expect(await told(world)).toEqual([]);

    await world.setKillSwitch('enforce');
    expect(await swept(world)).toEqual(['iam:DeleteRolePolicy']);
    await swept(world);
    expect(said(await told(world))).toEqual([{ kind: 'Resolved', name: 'orders', thread: opened[0]?.ts }]);
    await world.workers.notify.strike();
    expect(await told(world)).toEqual([]);
    const subject = { subject: { kind: 'role', name: 'orders' }, what: 'inlinePolicies[Backdoor]' };
    expect(await heard()).toMatchObject([
      { detailType: 'Rolecall Alert Opened', detail: { ...subject, by: { who: 'jane' } } },
      { detailType: 'Rolecall Alert Resolved', detail: subject },
    ]);
  });

  scenario(
    'and that is corrected at once is told of, and by a webhook told again when it is over',
    telling(slack, 'webhook'),
    async (world) => {
      await inSync(world, slack.webhook('T0/B0/secret'));
      await tamper(world, 'orders');
      expect((await world.deliver()).writes).toEqual(['iam:DeleteRolePolicy']);
      const opened = await told(world);
      expect(said(opened)).toEqual([{ kind: 'New', name: 'orders', thread: null }]);
      expect(textOf(opened)).toMatch(/Changed by jane[\s\S]*It was corrected at/);
      await swept(world);
      expect(said(await told(world))).toEqual([{ kind: 'Resolved', name: 'orders', thread: null }]);
      await swept(world);
      expect(await told(world)).toEqual([]);
    },
  );
});

describe('Two runs at once', () => {
  scenario('say it once', telling(slack, 'token'), async (world) => {
    const { notify } = world.workers;
    slack.tokens.add('xoxb-1');
    await inSync(world, 'xoxb-1');
    const second = notify.secondEnvironment();
    await second.start();
    const heard = await listenToBus(world);
    await tamper(world, 'orders');
    await world.deliver();
    await notify.strike();
    const runs = await Promise.all([notify.deliver({ atMost: 1 }), notify.deliver({ atMost: 1, to: second })]);
    expect(runs).toMatchObject([1, 1].map((messages) => ({ messages, outcome: SUCCESS })));
    expect(said(slack.taken)).toEqual([{ kind: 'New', name: 'orders', thread: null }]);
    expect(await heard()).toHaveLength(1);
  });
});

describe('A task definition with a role that may do too much', () => {
  scenario('is told of once, with the remedy', telling(slack, 'webhook'), async (world) => {
    const { audit } = world.workers;
    await inSync(world, slack.webhook('T0/B0/secret'));
    await createAdmin(world, 'admin');
    const event = registration(world, await register(world, 'orders', { taskRoleArn: 'admin' }));
    await tellEcs(world, event);
    await audit.deliver();
    const opened = await told(world);
    expect(said(opened)).toEqual([{ kind: 'New', name: 'orders', thread: null }]);
    expect(textOf(opened)).toMatch(/AdminAccess[\s\S]*Give the role what its tasks call[\s\S]*\naws iam .*:role\/admin /);

    await tellEcs(world, event);
    await audit.deliver();
    await audit.strike();
    await audit.deliver();
    expect(await told(world)).toEqual([]);

    await createRole(world, 'orders-task');
    await tellEcs(world, registration(world, await register(world, 'orders', { taskRoleArn: 'orders-task' })));
    await audit.deliver();
    await audit.strike();
    await audit.deliver();
    expect(said(await told(world))).toEqual([{ kind: 'Resolved', name: 'orders', thread: null }]);
  });
});

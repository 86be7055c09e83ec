import { expect, test } from '@jest/globals';
import { advance } from '../../controller/alerts/life.ts';
import { observationOf } from '../../controller/alerts/observing/observe.ts';
import { DEFAULT_CHANNEL } from '../../controller/alerts/routing.ts';
import { passRequestOf } from '../../controller/merge-requests.ts';
import type { Request } from '../../controller/request.ts';
import { runPass } from '../../controller/run-pass.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { frame, settingsWith, World } from '../controller/ports.ts';
import { ACCOUNT } from '../properties/arbitraries/role.ts';
import { accountWith, arnOf, withArns } from '../reconciler/given.ts';
import { setVersion } from '../reconciler/policy-versions.ts';

const DAY = 24 * 3600;
const POLICY = { routes: [], alertSeverity: 'high', reminderSeconds: DAY, failingRuns: 3 } as const;
const UNIT = `managedPolicies[${arnOf('own/read')}]`;
const SCHEDULE: Request = { kind: 'schedule' };
const ACCEPT: Request = { kind: 'accept', role: 'orders', by: 'jane' };
const ADMIN = { Effect: 'Allow', Action: '*', Resource: '*' };
const BEFORE = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

/** A role in sync, and what people are told of it after each pass. */
async function watched() {
  const account = accountWith([{ name: 'orders', managedPolicies: ['own/read'] }]);
  const world = new World(account);
  const declare = (managedPolicies: readonly string[]) => {
    const role = { apiVersion: 'rolecall/v1', kind: 'TaskRole', metadata: { name: 'orders' }, spec: { managedPolicies } };
    world.specs.put('specs/roles.yaml', withArns(role));
  };
  declare(['own/read']);
  let known: Parameters<typeof advance>[0] = { alerts: {}, failing: {} };
  const after = async (...requests: readonly Request[]) => {
    const request = passRequestOf(requests, world.state.state);
    if (request === undefined) throw new Error('Nothing was asked for.');
    await runPass(request, frame(), world, settingsWith());
    const [now, state] = [world.clock.now(), world.state.state ?? null];
    const given = { account: ACCOUNT, deployment: 'rolecall', guards: defaultGuards, waivers: [], audits: null };
    const { notices, ...next } = advance(known, observationOf({ ...given, now, state }), now, POLICY);
    known = next;
    const toPeople = notices.filter(({ channel, notice }) => channel === DEFAULT_CHANNEL && notice.violation.what === UNIT);
    world.clock.advance(3600);
    return toPeople.map(({ notice: { kind } }) => kind);
  };
  const change = (versionId: string, statement: object) => setVersion(account, 'own/read', versionId, statement);
  await after(SCHEDULE);
  await after(SCHEDULE);
  return { world, after, change, declare };
}

test('New content of a policy stays told while the state that knew the old one is lost, until somebody accepts it', async () => {
  const { world, after, change } = await watched();
  change('v2', ADMIN);
  expect(await after(SCHEDULE)).toEqual(['opened']);
  world.state.lose();
  expect(await after(SCHEDULE)).toEqual([]);
  expect(world.state.state?.roles.orders?.status).toBe('InSync');
  world.clock.advance(DAY);
  expect(await after(SCHEDULE)).toEqual(['reminder']);
  expect(await after(ACCEPT)).toEqual(['resolved']);
  expect(await after(SCHEDULE)).toEqual([]);
});

test('Whoever puts the old content back is told of it as new content, and has to accept it', async () => {
  const { world, after, change } = await watched();
  change('v2', ADMIN);
  await after(SCHEDULE);
  world.state.lose();
  await after(SCHEDULE);
  change('v1', BEFORE);
  await after(SCHEDULE);
  change('v2', ADMIN);
  expect(await after(SCHEDULE)).toEqual([]);
  change('v1', BEFORE);
  await after(SCHEDULE);
  expect(await after(ACCEPT)).toEqual(['resolved']);
});

test('New content of a policy is over once its role holds it no more', async () => {
  const { world, after, change, declare } = await watched();
  change('v2', ADMIN);
  await after(SCHEDULE);
  world.state.lose();
  expect(await after(SCHEDULE)).toEqual([]);
  declare(['own/send']);
  expect([await after(SCHEDULE), await after(SCHEDULE)].flat()).toEqual(['resolved']);
});

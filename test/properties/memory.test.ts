import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import type { Role } from '../../iam/role.ts';
import type { Intent } from '../../reconciler/ports.ts';
import { readRole } from '../../reconciler/reading/read-role.ts';
import type { ActionCall } from '../../reconciler/types.ts';
import { unitOf } from '../../specs/unit.ts';
import { type MadeCall, recording } from '../faults.ts';
import { declare, guardsWith, memoryOf, newAccount, pass, put, specsOf } from '../world.ts';
import { POLICIES, roleState } from './arbitraries/role.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);

const transition = fc.record({ observed: fc.option(roleState, { freq: 6 }), desired: roleState });

async function accountWith(...observed: readonly (Role | null)[]): Promise<EmbeddedAccount> {
  const account = newAccount();
  for (const role of observed) if (role !== null) await put(account, role);
  return account;
}

function writtenRoles(writes: readonly MadeCall[]): readonly string[] {
  return writes.map(({ input }) => ('RoleName' in input ? String(input.RoleName) : ''));
}

test('a role that settles is never written, and its neighbours are', async () => {
  const fleet = fc.array(fc.record({ observed: roleState, desired: roleState, settles: fc.boolean() }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fleet, async (members) => {
      const named = members.map((member, index) => ({ ...member, name: `orders-${index}` }));
      const iam = recording(await accountWith(...named.map(({ observed, name }) => ({ ...observed, name }))));
      const settling = new Set(named.flatMap(({ settles, name }) => (settles ? [name] : [])));
      const memory = memoryOf({ settlesAt: (role) => (settling.has(role) ? new Date('2100-01-01') : undefined) });
      const specs = specsOf(...named.map(({ desired, name }) => declare({ ...desired, name })));
      const { roles } = await pass(iam, specs, { memory });
      expect(writtenRoles(iam.writes()).filter((name) => settling.has(name))).toEqual([]);
      for (const { name, status } of roles) {
        expect(status).toMatch(settling.has(name) ? /^Progressing$/ : /^(InSync|Corrected)$/);
      }
    }),
    { numRuns: RUNS },
  );
});

const ATTRIBUTES = ['trustPolicy', 'permissionsBoundary', 'description', 'maxSessionDuration'] as const;

const UNITS = [
  ...ATTRIBUTES,
  'role',
  ...POLICIES.map(({ arn }) => unitOf('managedPolicies', arn)),
  ...['A', 'B', 'C'].map((name) => unitOf('inlinePolicies', name)),
  ...['team', 'service'].map((key) => unitOf('tags', key)),
];

/** The units that a call writes; `UpdateRole` always sends both of its attributes, so that only the outcome tells. */
function unitsOf({ call, input }: ActionCall): readonly string[] {
  switch (call) {
    case 'UpdateAssumeRolePolicy':
      return ['trustPolicy'];
    case 'PutRolePermissionsBoundary':
    case 'DeleteRolePermissionsBoundary':
      return ['permissionsBoundary'];
    case 'AttachRolePolicy':
    case 'DetachRolePolicy':
      return [unitOf('managedPolicies', input.PolicyArn)];
    case 'PutRolePolicy':
    case 'DeleteRolePolicy':
      return [unitOf('inlinePolicies', input.PolicyName)];
    case 'TagRole':
      return input.Tags.map(({ Key }) => unitOf('tags', Key));
    case 'UntagRole':
      return input.TagKeys.map((key) => unitOf('tags', key));
    case 'CreateRole':
    case 'DeleteRole':
      return ['role'];
    default:
      return [];
  }
}

async function attributesOf(account: EmbeddedAccount) {
  const reading = await readRole(account, 'orders');
  return reading.state === 'present' ? reading.role : undefined;
}

test('a unit that is held back is in no action, and stays as it is', async () => {
  await fc.assert(
    fc.asyncProperty(transition, fc.subarray(UNITS), async ({ observed, desired }, heldUnits) => {
      const held = new Set(heldUnits);
      const account = await accountWith(observed);
      const before = await attributesOf(account);
      const memory = memoryOf({ heldBack: (_role, { unit }) => (held.has(unit) ? 'It came back.' : undefined) });
      const [role] = (await pass(account, specsOf(declare(desired)), { memory })).roles;
      const after = await attributesOf(account);
      const waiting = new Set(role?.drift.filter(({ tolerated }) => tolerated === 'backOff').map(({ unit }) => unit));
      if (held.has('role')) expect(after === undefined).toBe(before === undefined);
      if (before !== undefined) {
        // A trust policy that does not drift may be narrowed for a moment, so that nobody uses what stands half-way.
        expect(role?.actions.flatMap(unitsOf).filter((unit) => waiting.has(unit))).toEqual([]);
        for (const unit of ATTRIBUTES.filter((each) => held.has(each))) expect(after?.[unit]).toBe(before[unit]);
      }
      const isHeld = role?.drift.some(({ tolerated }) => tolerated === 'backOff') ?? false;
      expect(role?.reasons.some(({ code }) => code === 'BackOff')).toBe(isHeld);
      if (isHeld) expect(role?.status).toBe('Refused');
    }),
    { numRuns: RUNS * 3 },
  );
});

test('a run that stops before any call, and another that does not, reach the spec', async () => {
  await fc.assert(
    fc.asyncProperty(transition, fc.nat(12), async ({ observed, desired }, calls) => {
      const account = await accountWith(observed);
      const specs = specsOf(declare(desired));
      const iam = recording(account);
      let left = calls;
      const halt = async (before: 'role' | 'call') =>
        before === 'call' && left-- <= 0 ? ({ code: 'Deferred', message: 'Time is up.' } as const) : undefined;
      const [stopped] = (await pass(iam, specs, { halt })).roles;
      expect(iam.writes().length).toBeLessThanOrEqual(calls);
      expect(stopped?.actions.some(({ outcome }) => outcome === 'deferred')).toBe(stopped?.status === 'Progressing');
      await pass(account, specs);
      const last = recording(account);
      expect((await pass(last, specs)).summary).toMatchObject({ inSync: 1 });
      expect(last.writes()).toEqual([]);
    }),
    { numRuns: RUNS * 2 },
  );
});

const MINUTE = 60_000;
const NAMES = Array.from({ length: 12 }, (_, index) => `orders-${index}`);
const limits = { changedRoles: 4, changedShare: 0.5, createdRoles: 2, deletedRoles: 0 };

/** What happens between two passes, and which roles the next one looks at; `null`: all of them. */
const episode = fc.record({
  minutes: fc.nat(40),
  changed: fc.subarray(NAMES, { maxLength: 5 }),
  removed: fc.subarray(NAMES, { maxLength: 2 }),
  only: fc.option(fc.subarray(NAMES, { minLength: 1, maxLength: 6 })),
});

test('without approval no hour sees more writes than the limits, whatever runs there were', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(episode, { maxLength: 6 }), async (episodes) => {
      const declared = NAMES.map((name) => ({ ...ROLE, name }));
      const account = await accountWith(...declared);
      const written: (Intent & { readonly at: number })[] = [];
      let now = Date.parse('2026-06-01T00:00:00Z');
      const lastHour = () => written.filter(({ at }) => at > now - 60 * MINUTE);
      for (const { minutes, changed, removed, only } of episodes) {
        now += minutes * MINUTE;
        for (const name of changed) await tamper(account, name);
        for (const name of removed) account.state.roles.delete(name);
        account.state.listings.clear();
        const iam = recording(account);
        let intended: readonly string[] = [];
        await pass(iam, specsOf(...declared.map((role) => declare(role))), {
          guards: guardsWith({ limits }),
          only: only === null ? undefined : (role) => 'role' in role && only.includes(role.role.name),
          memory: memoryOf({ recentWrites: lastHour() }),
          clock: { now: () => new Date(now), sleep: async () => {} },
          beforeWriting: async (intents) => {
            intended = intents.map(({ role }) => role);
            written.push(...intents.map((intent) => ({ ...intent, at: now })));
          },
        });
        expect(writtenRoles(iam.writes()).filter((name) => !intended.includes(name))).toEqual([]);
        const roles = (impact: Intent['impact']) =>
          new Set(lastHour().flatMap((each) => (each.impact === impact ? [each.role] : [])));
        expect(roles('changed').size).toBeLessThanOrEqual(limits.changedRoles);
        expect(roles('created').size).toBeLessThanOrEqual(limits.createdRoles);
      }
    }),
    { numRuns: RUNS },
  );
});

const ROLE: Role = {
  name: '',
  path: '/',
  description: 'Orders',
  maxSessionDuration: 3600,
  trustPolicy:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  permissionsBoundary: null,
  managedPolicies: [],
  inlinePolicies: new Map(),
  tags: new Map([['rolecall:owner', 'rolecall']]),
};

async function tamper(account: EmbeddedAccount, RoleName: string): Promise<void> {
  if (!account.state.roles.has(RoleName)) return;
  await account.call('UpdateRole', { RoleName, Description: 'Changed', MaxSessionDuration: 3600 });
}

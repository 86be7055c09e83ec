import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Intent, Memory } from '../../reconciler/ports.ts';
import { around, recording } from '../faults.ts';
import { memoryOf, pass } from '../world.ts';
import { accountWith, guardsOf, type LiveRole, specFile, specSet } from './given.ts';

/** How many roles of each sort the specs declare. */
type Sort = 'changed' | 'created' | 'deleted' | 'inSync' | 'adopted' | 'released' | 'missingButObserved';

interface BrakeCase {
  readonly name: string;
  readonly given: Partial<Record<Sort, number>> & {
    readonly limits?: object;
    /** How many other roles were written within the last hour. */
    readonly lastHour?: Partial<Record<Intent['impact'], number>>;
    /** `the plan`: the hash that `plan` gives; or a hash. */
    readonly approve?: string;
  };
  readonly expect: { readonly brake: object | null; readonly summary: object };
}

const SORTS: Readonly<Record<Sort, { readonly spec: object; readonly live: LiveRole | null }>> = {
  changed: { spec: { managedPolicies: ['own/read', 'own/send'] }, live: {} },
  created: { spec: {}, live: null },
  deleted: { spec: { state: 'absent' }, live: {} },
  inSync: { spec: {}, live: {} },
  adopted: { spec: { management: { adopt: true } }, live: { owner: null } },
  released: { spec: { state: 'released' }, live: {} },
  missingButObserved: { spec: { management: { mode: 'observe' } }, live: null },
};

function fleetOf(given: BrakeCase['given']) {
  const roles = (Object.keys(SORTS) as Sort[]).flatMap((sort) =>
    Array.from({ length: given[sort] ?? 0 }, (_, index) => ({ name: `${sort}-${index}`, ...SORTS[sort] })),
  );
  const account = accountWith(roles.flatMap(({ name, live }) => (live === null ? [] : [{ ...live, name }])));
  const specs = specSet(...roles.map(({ name, spec }) => specFile(spec, 'TaskRole', name)));
  const guards = guardsOf({ allowDeletion: true, ...(given.limits && { limits: given.limits }) });
  return { account, specs, guards, ...(given.lastHour && { memory: remembering(given.lastHour) }) };
}

function remembering(lastHour: NonNullable<BrakeCase['given']['lastHour']>): Memory {
  const impacts = Object.entries(lastHour) as [Intent['impact'], number][];
  const written = (impact: Intent['impact'], count: number) =>
    Array.from({ length: count }, (_, index) => ({ role: `earlier-${index}`, impact }));
  return memoryOf({ recentWrites: impacts.flatMap(([impact, count]) => written(impact, count)) });
}

async function judge({ given, expect: expected }: BrakeCase) {
  const { account, specs, ...how } = fleetOf(given);
  const iam = recording(account);
  const plan = await pass(iam, specs, { ...how, mode: 'observe' });
  const approved = given.approve === 'the plan' ? (plan.planHash ?? undefined) : given.approve;
  const report = await pass(iam, specs, { ...how, approved });
  if (expected.brake === null) expect(report.brake).toBeNull();
  else expect(report.brake).toMatchObject(expected.brake);
  expect(report.summary).toMatchObject(expected.summary);
  expect(plan.planHash).toBe(report.planHash);
  if (report.summary.refused > 0) expect(iam.writes()).toEqual([]);
  for (const { status, reasons } of report.roles.filter((role) => role.status === 'Refused')) {
    expect([status, reasons.map(({ code }) => code)]).toEqual(['Refused', [given.approve === undefined ? 'Brake' : 'Changed']]);
  }
}

const FOLDER = new URL('../cases/reconciler/brake/', import.meta.url);

describe('The brake', () => {
  const cases: BrakeCase[] = readdirSync(FOLDER).flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => judge(each));

  test('says on every held role what to approve, and lets that through once', async () => {
    const { account, specs, guards } = fleetOf({ changed: 6, inSync: 4 });
    const held = await pass(account, specs, { guards });
    expect(held.roles[0]?.reasons[0]?.message).toContain(`--approve ${held.planHash}`);
    const approved = held.planHash ?? '';
    expect((await pass(account, specs, { guards, approved })).summary.corrected).toBe(6);
    for (const { name } of held.roles.slice(0, 6)) {
      await account.call('DetachRolePolicy', { RoleName: name, PolicyArn: 'arn:aws:iam::111122223333:policy/send' });
    }
    expect((await pass(account, specs, { guards, approved })).summary.refused).toBe(6);
  });

  test('lets an approved plan through also when IAM lists policies and tags in another order', async () => {
    const sort = { managedPolicies: ['own/read', 'own/send', 'own/write'], tags: { a: '1', b: '2' } };
    const names = Array.from({ length: 10 }, (_, index) => `orders-${index}`);
    const account = accountWith(names.map((name) => ({ ...sort, name })));
    const spec = { management: { additive: 'none' } };
    const specs = specSet(...names.map((name) => specFile(spec, 'TaskRole', name)));
    const { planHash } = await pass(account, specs, { mode: 'observe' });
    const reversing = around(account, async ({ call }, proceed) => {
      const answer = await proceed();
      if (call !== 'ListAttachedRolePolicies' || !('AttachedPolicies' in answer)) return answer;
      return { ...answer, AttachedPolicies: answer.AttachedPolicies.toReversed() };
    });
    expect((await pass(reversing, specs, { approved: planHash ?? '' })).summary.corrected).toBe(10);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Intent, Run } from '../../reconciler/ports.ts';
import { recording } from '../faults.ts';
import { memoryOf, pass } from '../world.ts';
import { accountWith, guardsOf, type LiveRole, specFile, specSet } from './given.ts';

const DRIFT = { description: 'Changed' };

/** Roles by name, with their specs, and whatever a run says before it writes. */
async function run(roles: Readonly<Record<string, readonly [spec: object, live: LiveRole | null]>>, how: Partial<Run> = {}) {
  const entries = Object.entries(roles);
  const iam = recording(accountWith(entries.flatMap(([name, [, live]]) => (live === null ? [] : [{ ...live, name }]))));
  const said: { intended: readonly Intent[]; approved: string | undefined; writesBefore: number }[] = [];
  const beforeWriting: Run['beforeWriting'] = async (intended, approved) => {
    said.push({ intended, approved, writesBefore: iam.writes().length });
  };
  const specs = specSet(...entries.map(([name, [spec]]) => specFile(spec, 'TaskRole', name)));
  const report = await pass(iam, specs, { beforeWriting, ...how });
  return { said, report, iam };
}

describe('Before the first write of a run', () => {
  test('it is told once what each role is in for, and nothing is written yet', async () => {
    const { said, report } = await run(
      {
        changed: [DRIFT, {}],
        created: [{}, null],
        deleted: [{ state: 'absent' }, {}],
        adopted: [{ management: { adopt: true } }, { owner: null }],
        inSync: [{}, {}],
      },
      { guards: guardsOf({ allowDeletion: true }) },
    );
    expect(said).toEqual([
      {
        intended: [
          { role: 'changed', impact: 'changed' },
          { role: 'created', impact: 'created' },
          { role: 'deleted', impact: 'deleted' },
        ],
        approved: undefined,
        writesBefore: 0,
      },
    ]);
    expect(report.summary).toMatchObject({ corrected: 3, inSync: 2 });
  });

  test('it is told also when owner tags are all that is written', async () => {
    const { said, iam } = await run({ adopted: [{ management: { adopt: true } }, { owner: null }] });
    expect(said).toEqual([{ intended: [], approved: undefined, writesBefore: 0 }]);
    expect(iam.writes()).toHaveLength(1);
  });

  test.each<[string, Partial<Run>]>([
    ['a run that observes', { mode: 'observe' }],
    ['a run that the brake holds', { guards: guardsOf({ limits: { changedRoles: 0 } }) }],
    ['a run of which another plan was approved', { approved: 'ffffffffffffffff' }],
  ])('nothing is told by %s', async (_what, how) => {
    expect((await run({ changed: [DRIFT, {}] }, how)).said).toEqual([]);
  });

  test('nothing is told by a run that finds everything in sync', async () => {
    expect((await run({ inSync: [{}, {}] })).said).toEqual([]);
  });

  test('a refusal stops the whole run, with no write', async () => {
    const iam = recording(accountWith([{}]));
    const beforeWriting = () => Promise.reject(new Error('somebody else is writing'));
    await expect(pass(iam, specSet(specFile(DRIFT)), { beforeWriting })).rejects.toThrow('somebody else is writing');
    expect(iam.writes()).toEqual([]);
  });

  test('it is told which approval lets the plan through the brake', async () => {
    const guards = guardsOf({ limits: { changedRoles: 0 } });
    const { planHash } = (await run({ changed: [DRIFT, {}] }, { guards })).report;
    const approved = planHash ?? '';
    expect((await run({ changed: [DRIFT, {}] }, { guards, approved })).said).toMatchObject([{ approved }]);
  });

  test('it is told of no approval where the brake held nothing', async () => {
    const { planHash } = (await run({ changed: [DRIFT, {}] }, { mode: 'observe' })).report;
    const { said, report } = await run({ changed: [DRIFT, {}] }, { approved: planHash ?? '' });
    expect(said).toMatchObject([{ approved: undefined }]);
    expect(report.summary.corrected).toBe(1);
  });
});

describe('What was written within the last hour', () => {
  const recent = (...roles: string[]) => memoryOf({ recentWrites: roles.map((role) => ({ role, impact: 'changed' as const })) });
  const guards = guardsOf({ limits: { changedRoles: 2 } });

  test('counts for the brake together with the plan, and the message says how much it was', async () => {
    const { report, iam } = await run({ a: [DRIFT, {}] }, { guards, memory: recent('x', 'y') });
    expect(report.brake).toMatchObject({ limit: 'changedRoles', planned: 3, allowed: 2 });
    expect(report.brake?.message).toContain('change 3 roles within an hour, 2 of which were already written');
    expect(iam.writes()).toEqual([]);
  });

  test('counts once for a role that is written again, however its name is spelt', async () => {
    const { report } = await run({ a: [DRIFT, {}], b: [DRIFT, {}] }, { guards, memory: recent('A', 'b', 'B') });
    expect(report).toMatchObject({ brake: null, summary: { corrected: 2 } });
  });

  test('counts apart for each impact', async () => {
    const memory = memoryOf({ recentWrites: ['x', 'y', 'a'].map((role) => ({ role, impact: 'created' as const })) });
    expect((await run({ a: [DRIFT, {}] }, { guards, memory })).report.brake).toBeNull();
  });

  test('holds no plan that writes nothing, or owner tags only', async () => {
    const memory = recent('x', 'y', 'z');
    expect((await run({ a: [{}, {}] }, { guards, memory })).report.brake).toBeNull();
    const { report } = await run({ a: [{ management: { adopt: true } }, { owner: null }] }, { guards, memory });
    expect(report).toMatchObject({ brake: null, roles: [{ actions: [{ call: 'TagRole', outcome: 'done' }] }] });
  });

  test('is let through by approving the plan, as ever', async () => {
    const memory = recent('x', 'y');
    const held = (await run({ a: [DRIFT, {}] }, { guards, memory })).report;
    const { report } = await run({ a: [DRIFT, {}] }, { guards, memory, approved: held.planHash ?? '' });
    expect(report.summary.corrected).toBe(1);
  });

  test('is held to half of the managed roles also by runs of a few roles', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `r${index}`);
    const fleet = Object.fromEntries(names.map((name) => [name, [name === 'r0' ? DRIFT : {}, {}] as const]));
    const only: Run['only'] = (role) => 'role' in role && role.role.name === 'r0';
    const { report } = await run(fleet, { only, memory: recent(...names.slice(1, 7)) });
    expect(report.brake).toMatchObject({ planned: 7, allowed: 6 });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Simulation } from '../controller/simulation.ts';
import { accountWith } from '../reconciler/given.ts';
import { days, ROLES, type TimedStep, type Wish } from './arbitraries/controller-days.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const BEGINNING: Wish = { managed: ['read'], inline: 's3:GetObject', description: 'one', trusted: '444455556666' };

/** Roles that nobody may touch: undeclared ones, another owner's, and one that a spec names without being allowed to take it over. */
const STRANGERS = [
  { name: 'stranger', owner: null, managedPolicies: ['own/send'] },
  { name: 'theirs', owner: 'another-team', managedPolicies: ['own/send'] },
  { name: 'untaken', owner: null, managedPolicies: ['own/send'] },
  { name: 'AWSServiceRoleForECS', path: '/aws-service-role/ecs.amazonaws.com/', managedPolicies: ['own/send'] },
];

async function begin(): Promise<Simulation> {
  const account = accountWith(STRANGERS);
  const simulation = new Simulation(account);
  for (const name of ['theirs', 'untaken', 'AWSServiceRoleForECS']) {
    const management = name === 'untaken' ? {} : { management: { adopt: true } };
    const spec = { description: 'taken', ...management };
    simulation.world.specs.put(`specs/${name}.json`, { apiVersion: 'rolecall/v1', kind: 'TaskRole', metadata: { name }, spec });
  }
  for (let index = 0; index < ROLES - 1; index++) await simulation.edit(`role-${index}`, BEGINNING);
  return simulation;
}

async function live(simulation: Simulation, steps: readonly TimedStep[]): Promise<void> {
  for (const { minutes, step } of steps) {
    await simulation.pass(minutes * 60);
    await simulation.happen(step);
  }
}

/** Faults are over; a person approves what the brake holds and resumes what backs off. */
async function comeToRest(simulation: Simulation): Promise<void> {
  simulation.calm();
  for (let index = 0; index < ROLES; index++) {
    simulation.send({ kind: 'resume', role: `role-${index}`, by: 'jane' }, 0);
  }
  for (let round = 0; round < 5; round++) {
    await simulation.pass(1500);
    simulation.send({ kind: 'reconcile', roles: null, by: 'jane' }, 0);
    simulation.approve();
  }
  await simulation.pass(4000);
}

function explained({ writes, causes }: Simulation): readonly string[] {
  const made = new Map<string, number>();
  for (const { role, unit } of writes) made.set(`${role} ${unit}`, (made.get(`${role} ${unit}`) ?? 0) + 1);
  return [...made].flatMap(([key, count]) => {
    const allowed = (causes.get(key) ?? 0) * (key.endsWith('trustPolicy') ? 3 : 1);
    return count > allowed ? [`${key}: ${count} writes for ${causes.get(key) ?? 0} causes`] : [];
  });
}

describe('days of a deployment', () => {
  test(
    'end as the specs say, with every write explained, no foreign role touched, and never two writers',
    async () => {
      await fc.assert(
        fc.asyncProperty(days, async (steps) => {
          const simulation = await begin();
          await live(simulation, steps);
          await comeToRest(simulation);
          expect(simulation.breaches).toEqual([]);
          expect(await simulation.open()).toEqual([]);
          expect(explained(simulation)).toEqual([]);
          const writes = simulation.writes.length;
          await simulation.pass(7200);
          expect(simulation.writes.length).toBe(writes);
        }),
        { numRuns: RUNS / 5 },
      );
    },
    60_000 + RUNS * 5_000,
  );
});

describe('hours of somebody who keeps changing a role back', () => {
  test.each([
    ['wider access is corrected at a pace that halves each time', 'AttachRolePolicy', 'send', 8],
    ['narrower access is corrected three times and then left', 'DetachRolePolicy', 'read', 3],
  ] as const)(
    '%s',
    async (_name, call, policy, corrections) => {
      const simulation = await begin();
      await simulation.pass(3600);
      const before = simulation.writes.length;
      for (let minute = 0; minute < 5 * 60; minute += 7) {
        await simulation.tamper('role-0', { call, policy }, [60]);
        await simulation.pass(420);
      }
      const made = simulation.writes.slice(before);
      expect(made.length).toBeLessThanOrEqual(corrections);
      expect(made.length).toBeGreaterThanOrEqual(3);
      expect(simulation.breaches).toEqual([]);
      simulation.send({ kind: 'resume', role: 'role-0', by: 'jane' }, 0);
      await simulation.pass(600);
      expect(await simulation.open()).toEqual([]);
    },
    60_000,
  );
});

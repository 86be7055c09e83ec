import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../iam/role.ts';
import type { DriftReport } from '../../reconciler/types.ts';
import { defaultTrustPolicy } from '../../specs/role/trust.ts';
import type { DeclaredRole } from '../../specs/types.ts';
import { recording } from '../faults.ts';
import { accountWith } from '../reconciler/given.ts';
import { declare, newAccount, pass, put, specsOf } from '../world.ts';
import { type PolicyDocument, type PolicyStatement, policyDocument } from './arbitraries/policy.ts';
import { changesOfMeaning, marked, replaced } from './arbitraries/policy-changes.ts';
import { cosmeticRewrite } from './arbitraries/policy-rewrites.ts';
import { ACCOUNT, roleState } from './arbitraries/role.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);

/** The two places where a role holds a document. */
const PLACES = [
  ['trustPolicy', 'trust'],
  ['inlinePolicies[A]', 'identity'],
] as const;
type Place = (typeof PLACES)[number][0];

const TRUST = defaultTrustPolicy({ accountId: ACCOUNT, partition: 'aws' });

function desiredWith(place: Place, text: string, name = 'orders'): Role {
  return {
    name,
    path: undefined,
    description: undefined,
    maxSessionDuration: undefined,
    trustPolicy: place === 'trustPolicy' ? text : TRUST,
    permissionsBoundary: undefined,
    managedPolicies: [],
    inlinePolicies: place === 'trustPolicy' ? new Map() : new Map([['A', text]]),
    tags: new Map(),
  };
}

function liveWith(place: Place, text: string, name = 'orders') {
  return { name, ...(place === 'trustPolicy' ? { trustPolicy: text } : { inlinePolicies: { A: text } }) };
}

describe.each(PLACES)('A document in %s', (place, kind) => {
  test('written in another way is no drift and no write', async () => {
    await fc.assert(
      fc.asyncProperty(policyDocument(kind), fc.gen(), async (document, choose) => {
        const text = cosmeticRewrite(document, (arbitrary) => choose(() => arbitrary));
        const iam = recording(accountWith([liveWith(place, text)]));
        const report = await pass(iam, specsOf(declare(desiredWith(place, JSON.stringify(document)))));
        expect(report.roles.map(({ status, drift }) => [status, drift])).toEqual([['InSync', []]]);
        expect(iam.writes()).toEqual([]);
      }),
      { numRuns: RUNS * 20 },
    );
  });

  test('that differs in meaning in one point is one drift, in that unit', async () => {
    await fc.assert(
      fc.asyncProperty(policyDocument(kind), fc.nat(2), async (document, at) => {
        const changed = changesOf(document, at % document.Statement.length);
        const before = JSON.stringify(marked(document, at % document.Statement.length));
        const live = changed.map((text, index) => liveWith(place, text, `orders-${index}`));
        const declared = changed.map((_, index) => declare(desiredWith(place, before, `orders-${index}`)));
        const report = await pass(accountWith(live), specsOf(...declared), { mode: 'observe' });
        for (const { drift } of report.roles) {
          expect(drift.map(({ unit, kind: how }) => [unit, how])).toEqual([[place, 'different']]);
        }
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });
});

function changesOf(document: PolicyDocument, index: number): readonly string[] {
  const before = marked(document, index);
  return changesOfMeaning(before.Statement[index] as PolicyStatement).map(([, statement]) =>
    JSON.stringify(replaced(before, index, () => statement)),
  );
}

interface Member {
  readonly observed: Role | null;
  readonly declared: DeclaredRole;
  readonly owner: string | null;
}

/** Roles of every sort: missing or not, ours, nobody's or somebody else's, suspended, observed or enforced. */
const fleet: fc.Arbitrary<readonly Member[]> = fc
  .array(
    fc.record({
      observed: fc.option(roleState, { freq: 6 }),
      desired: roleState,
      owner: fc.constantFrom('rolecall', 'rolecall', null, 'platform'),
      mode: fc.constantFrom('enforce', 'enforce', 'observe', 'suspend'),
      adopt: fc.boolean(),
      state: fc.constantFrom('present', 'present', 'present', 'released', 'absent'),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((members) =>
    members.map(({ observed, desired, owner, mode, adopt, state }, index): Member => {
      const name = `orders-${index}`;
      const management = { mode, adopt, additive: [], ignore: [], policyVersions: {} } as const;
      return {
        observed: observed && { ...observed, name },
        owner,
        declared: declare({ ...desired, name }, { management, state }),
      };
    }),
  );

async function accountOf(members: readonly Member[]) {
  const account = newAccount();
  for (const { observed, owner } of members) {
    if (observed === null) continue;
    await put(account, observed, new Map([...observed.tags, ...(owner === null ? [] : [['rolecall:owner', owner] as const])]));
  }
  return account;
}

function countsAddUp({ summary: { roles, ...counts }, roles: reports }: DriftReport): boolean {
  return roles === reports.length && Object.values(counts).reduce((sum, count) => sum + count, 0) === roles;
}

const callsOf = (report: DriftReport, outcome: string) =>
  report.roles.map(({ actions }) =>
    actions.filter((action) => action.outcome === outcome).map(({ call, input }) => ({ call, input })),
  );

test('A plan writes nothing, is named alike in any order of the roles, and is what applying then does', async () => {
  await fc.assert(
    fc.asyncProperty(fleet, async (members) => {
      const iam = recording(await accountOf(members));
      const specs = specsOf(...members.map(({ declared }) => declared));
      const plan = await pass(iam, specs, { mode: 'observe' });
      const reversed = await pass(iam, specsOf(...specs.roles.toReversed()), { mode: 'observe' });
      expect(iam.writes()).toEqual([]);
      expect(reversed.planHash).toBe(plan.planHash);

      const applied = await pass(iam, specs);
      expect(applied.planHash).toBe(plan.planHash);
      expect(callsOf(applied, 'done')).toEqual(callsOf(plan, 'planned'));
      expect(applied.roles.map(({ drift }) => drift)).toEqual(plan.roles.map(({ drift }) => drift));
      expect([plan, reversed, applied].every(countsAddUp)).toBe(true);
    }),
    { numRuns: RUNS * 2 },
  );
});

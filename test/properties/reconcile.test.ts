import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import type { IamApi } from '../../iam/api.ts';
import type { Role } from '../../iam/role.ts';
import { Death, dyingAfterWrites, recording, staleReads, throttlingEvery } from '../faults.ts';
import { declare, newAccount, pass, put, specsOf } from '../world.ts';
import { roleState } from './arbitraries/role.ts';

const RUNS = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);

async function accountWith(observed: Role | null): Promise<EmbeddedAccount> {
  const account = newAccount();
  if (observed !== null) await put(account, observed);
  return account;
}

async function writesOf(iam: IamApi, desired: Role) {
  const recorded = recording(iam);
  const report = await pass(recorded, specsOf(declare(desired)));
  return { report, writes: recorded.writes() };
}

const transition = fc.record({ observed: fc.option(roleState, { freq: 6 }), desired: roleState });

describe('convergence', () => {
  test('one pass makes any role what its spec says, and a further pass writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(transition, async ({ observed, desired }) => {
        const account = await accountWith(observed);
        const first = await writesOf(account, desired);
        expect(first.report.roles.map(({ status, reasons }) => [status, reasons])).toEqual([
          [expect.stringMatching(/^(InSync|Corrected)$/), expect.anything()],
        ]);
        const second = await writesOf(account, desired);
        expect(second.writes).toEqual([]);
        expect(second.report.summary).toMatchObject({ roles: 1, inSync: 1 });
      }),
      { numRuns: RUNS * 4 },
    );
  });

  test.each(['before', 'after'] as const)('death %s any write is made good by running again', async (when) => {
    await fc.assert(
      fc.asyncProperty(transition, async ({ observed, desired }) => {
        const { writes } = await writesOf(await accountWith(observed), desired);
        for (let survived = 0; survived < writes.length; survived++) {
          const account = await accountWith(observed);
          await expect(pass(dyingAfterWrites(account, survived, when), specsOf(declare(desired)))).rejects.toThrow(Death);
          await writesOf(account, desired);
          const last = await writesOf(account, desired);
          expect(last.writes).toEqual([]);
          expect(last.report.summary).toMatchObject({ roles: 1, inSync: 1 });
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('throttled and stale reads never make a pass write what a later pass cannot make good', async () => {
    await fc.assert(
      fc.asyncProperty(
        transition,
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        async (roles, every, behind) => {
          const account = await accountWith(roles.observed);
          await pass(throttlingEvery(account, every), specsOf(declare(roles.desired)));
          await pass(staleReads(account, behind), specsOf(declare(roles.desired)));
          await writesOf(account, roles.desired);
          const last = await writesOf(account, roles.desired);
          expect(last.writes).toEqual([]);
          expect(last.report.summary).toMatchObject({ roles: 1, inSync: 1 });
        },
      ),
      { numRuns: RUNS * 2 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import type { SpecSet } from '../../specs/types.ts';
import { recording } from '../faults.ts';
import { pass } from '../world.ts';
import { accountWith, specFile, specSet, textFile } from './given.ts';

/** Applies specs to an account with two roles of ours, one without our tag, and one of another owner. */
async function run(specs: SpecSet) {
  const live = [{ name: 'orders' }, { name: 'billing' }, { name: 'free', owner: null }, { name: 'theirs', owner: 'platform' }];
  const iam = recording(accountWith(live));
  const report = await pass(iam, specs);
  const statuses = Object.fromEntries(report.roles.map(({ name, status }) => [name, status]));
  return { report, statuses, writes: iam.writes().map(({ call }) => call) };
}

const orders = specFile({});
const billing = specFile({}, 'TaskRole', 'billing');

describe('A set of specs', () => {
  test('that is empty deletes nothing, makes our roles orphans, and is said loudly', async () => {
    const { report, statuses, writes } = await run(specSet());
    expect(writes).toEqual([]);
    expect(statuses).toEqual({ orders: 'Orphaned', billing: 'Orphaned' });
    expect(report.notices.join()).toContain('No spec declares a role');
  });

  test('that lost a file makes its role an orphan, which is left as it is', async () => {
    const { report, statuses, writes } = await run(specSet(orders));
    expect(writes).toEqual([]);
    expect(statuses).toEqual({ orders: 'InSync', billing: 'Orphaned' });
    expect(report.roles[1]?.reasons).toEqual([{ code: 'Orphaned', message: expect.stringContaining('no spec names it') }]);
  });

  test('with a file that does not parse calls no role an orphan, and is not complete', async () => {
    const { report, statuses, writes } = await run(specSet(orders, textFile('kind: [', 'broken.yaml')));
    expect(writes).toEqual([]);
    expect(statuses).toEqual({ orders: 'InSync' });
    expect(report.complete).toBe(false);
    expect(report.notices.join()).toContain('no role is called orphaned');
    expect(report.problems.map(({ file }) => file)).toContain('broken.yaml');
  });

  test('with a wrong spec keeps its role, as invalid, and goes on with the others', async () => {
    const wrong = specFile({ description: 7 }, 'TaskRole', 'billing');
    const { statuses, writes, report } = await run(specSet(specFile({ description: 'Orders' }), wrong));
    expect(statuses).toEqual({ orders: 'Corrected', billing: 'Invalid' });
    expect(writes).toEqual(['UpdateRole']);
    expect(report.summary).toMatchObject({ roles: 2, invalid: 1, corrected: 1, orphaned: 0 });
  });

  test('with two specs for one role stops that role, which is reported once', async () => {
    const { report, statuses, writes } = await run(
      specSet(specFile({ description: 'A' }), specFile({ description: 'B' }, 'TaskRole', 'ORDERS', 'b.yaml'), billing),
    );
    expect(writes).toEqual([]);
    expect(statuses).toEqual({ ORDERS: 'Invalid', billing: 'InSync' });
    expect(report.summary).toMatchObject({ roles: 2, invalid: 1 });
    expect(report.problems.map(({ message }) => message).join()).toContain('is also declared in');
  });

  test('in which a role got another name creates the new role and leaves the old one, as an orphan', async () => {
    const { statuses, writes } = await run(specSet(orders, specFile({}, 'TaskRole', 'invoices')));
    expect(statuses).toEqual({ orders: 'InSync', invoices: 'Corrected', billing: 'Orphaned' });
    expect(writes).toEqual(['CreateRole']);
  });

  test('that names roles that are not ours writes none of them, and says why', async () => {
    const specs = specSet(
      orders,
      billing,
      specFile({ description: 'x' }, 'TaskRole', 'free'),
      specFile({ description: 'x' }, 'TaskRole', 'theirs'),
    );
    const { report, writes } = await run(specs);
    expect(writes).toEqual([]);
    expect(report.roles.slice(2)).toMatchObject([
      { status: 'Refused', owned: false, reasons: [{ code: 'NotOwned' }] },
      { status: 'Refused', owned: false, reasons: [{ code: 'OtherOwner' }] },
    ]);
  });

  test('that is looked at in part judges no orphans', async () => {
    const iam = accountWith([{ name: 'orders' }, { name: 'billing' }]);
    const report = await pass(iam, specSet(orders), { only: () => true });
    expect(report.roles.map(({ name }) => name)).toEqual(['orders']);
  });

  describe('with a source that cannot be read', () => {
    const away = { kind: 'TaskRole', labels: {}, source: { file: 's3://specs/billing.yaml', line: 1, version: 'a1' } } as const;
    const unreadable = [{ ...away, name: 'billing', reason: 's3://specs could not be listed (AccessDenied).' }];

    test('does not know the roles it declared, writes none of them, and makes none an orphan', async () => {
      const { report, statuses, writes } = await run({ ...specSet(specFile({ description: 'Orders' })), unreadable });
      expect(statuses).toEqual({ orders: 'Corrected', billing: 'Unknown' });
      expect(report.roles[1]).toMatchObject({
        kind: 'TaskRole',
        source: { file: 's3://specs/billing.yaml' },
        drift: [],
        actions: [],
        reasons: [
          { code: 'Unreadable', message: expect.stringContaining('s3://specs could not be listed (AccessDenied). Nothing') },
        ],
      });
      expect(writes).toEqual(['UpdateRole']);
      expect(report.complete).toBe(false);
    });

    test('does not know them either where another source declares them, in whatever spelling', async () => {
      const specs = specSet(orders, specFile({ description: 'New' }, 'TaskRole', 'Billing'));
      const { statuses, writes } = await run({ ...specs, unreadable });
      expect({ statuses, writes }).toEqual({ statuses: { orders: 'InSync', billing: 'Unknown' }, writes: [] });
    });

    test('reports a role once that is invalid elsewhere', async () => {
      const { statuses, report } = await run({
        ...specSet(orders, specFile({ description: 7 }, 'TaskRole', 'billing')),
        unreadable,
      });
      expect(statuses).toEqual({ orders: 'InSync', billing: 'Invalid' });
      expect(report.summary.roles).toBe(2);
    });

    test('does not say that nothing is declared', async () => {
      expect((await run({ ...specSet(), unreadable })).report.notices).toEqual([]);
    });

    test('leaves out the roles that were not asked for', async () => {
      const specs = { ...specSet(orders), unreadable };
      const report = await pass(accountWith([{}]), specs, { only: (role) => 'role' in role });
      expect(report.roles.map(({ name }) => name)).toEqual(['orders']);
    });
  });
});

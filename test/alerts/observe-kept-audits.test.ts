import { expect, test } from '@jest/globals';
import { readKeptAudits } from '../../controller/alerts/observing/kept-audits.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import { auditsOf } from './observed-case.ts';

const write = async () => undefined;

/** What is kept of forty families, one of which was never described and one of which is damaged. */
function store(asked: string[] = []): AuditStore {
  const families = Array.from({ length: 40 }, (_, index) => `family-${index}`);
  const kept = auditsOf(
    families.map((family) => ({ family })),
    null,
  );
  const [first] = kept.results;
  if (first === undefined) throw new Error('nothing is kept');
  const { 'eu-west-1': region } = kept.index.regions;
  const definitions = { ...region?.definitions, lost: region?.definitions['family-0:7'] };
  const index = { ...kept.index, regions: { 'eu-west-1': { sweptAt: null, definitions } } } as typeof kept.index;
  return {
    index: { read: async () => ({ value: index, version: '1' }), write },
    result: (where, family, revision) => {
      asked.push(`${where}/${family}/${revision}`);
      const value = kept.results.find((one) => one.family === family) ?? { ...first, family, revision: null };
      if (family === 'family-3') return { read: async () => Promise.reject(new StateUnreadable('it is damaged')), write };
      return { read: async () => (family === 'family-4' ? undefined : { value, version: '1' }), write };
    },
  };
}

test('every result is read, and what is damaged or missing is left out', async () => {
  const asked: string[] = [];
  const kept = await readKeptAudits(store(asked));
  expect(asked).toHaveLength(41);
  expect(asked).toContain('eu-west-1/lost/undescribed');
  const families = kept?.results.map(({ family }) => family) ?? [];
  expect(families).toHaveLength(39);
  expect(families).not.toContain('family-3');
});

test('only what is wanted is read', async () => {
  const asked: string[] = [];
  const kept = await readKeptAudits(store(asked), ({ family }) => family === 'family-7');
  expect(asked).toEqual(['eu-west-1/family-7/7']);
  expect(kept?.results.map(({ family }) => family)).toEqual(['family-7']);
});

test('where no audit has kept anything there is none', async () => {
  const empty: AuditStore = { ...store(), index: { read: async () => undefined, write } };
  expect(await readKeptAudits(empty)).toBeNull();
});

test('any other failure is not swallowed', async () => {
  const failing: AuditStore = { ...store(), result: () => ({ read: async () => Promise.reject(new Error('a bug')), write }) };
  await expect(readKeptAudits(failing)).rejects.toThrow('a bug');
});

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { checkOverview, overviewJsonSchema } from '../../report/overview/overview-schema.ts';
import { overviewOfCase } from './overview-case.ts';

const shipped = new URL('../../report/schema/overview.v1.schema.json', import.meta.url);

test('the shipped schema is the one generated from the source (UPDATE_CASES=1 writes it)', () => {
  if (process.env.UPDATE_CASES) writeFileSync(shipped, `${JSON.stringify(overviewJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(JSON.parse(JSON.stringify(overviewJsonSchema())));
});

/** Every part that an overview has, each once. */
const overview = overviewOfCase({
  state: {
    roles: [
      {
        name: 'orders',
        status: 'Drifted',
        drift: [{ unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'high' }],
        reasons: [{ code: 'Guard', message: 'no' }],
      },
    ],
  },
  audits: [{ family: 'orders', own: { findings: [{ rule: 'AdminAccess', severity: 'critical', message: 'a' }] } }],
  waivers: [{ expires: '2026-11-30' }],
  problems: [{ file: 'a.yaml', line: 1, column: 1, path: '', message: 'no', severity: 'error' }],
  before: { state: { roles: [] }, audits: [] },
});

/** The same value without one of its properties, for each of them, with a name for what is gone. */
function* lacking(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const others = Object.entries(value).filter(([other]) => other !== key);
    if (!Array.isArray(value)) yield [`${path}/${key}`, Object.fromEntries(others)];
    for (const [gone, less] of lacking(part, `${path}/${key}`)) {
      yield [gone, Array.isArray(value) ? value.with(Number(key), less) : { ...value, [key]: less }];
    }
  }
}

test('the schema knows and demands every part of an overview', () => {
  expect(() => checkOverview(overview)).not.toThrow();
  const parts = [...lacking(overview)];
  expect(parts.length).toBeGreaterThan(90);
  for (const [gone, less] of parts) expect(() => checkOverview(less)).toThrow(gone.split('/').at(-1));
});

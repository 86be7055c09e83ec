import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { checkDriftReport, driftReportJsonSchema } from '../../report/drift-report-schema.ts';
import { fullReport } from './full-report.ts';

const shipped = new URL('../../report/schema/drift-report.v1.schema.json', import.meta.url);

test('the shipped schema is the one generated from the source (UPDATE_CASES=1 writes it)', () => {
  if (process.env.UPDATE_CASES) writeFileSync(shipped, `${JSON.stringify(driftReportJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(JSON.parse(JSON.stringify(driftReportJsonSchema())));
});

test('a report that lacks a part, or has a status nobody knows, does not keep to the schema', () => {
  const report = fullReport({ roles: [] });
  expect(() => checkDriftReport({ ...report, planHash: undefined })).toThrow(/planHash/);
  expect(() => checkDriftReport({ ...report, roles: [{ name: 'a', status: 'Fine' }] })).toThrow(/status/);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { auditReportJsonSchema, checkAuditReport } from '../../report/audit/audit-report-schema.ts';
import { fullAudit } from './full-audit.ts';

const shipped = new URL('../../report/schema/audit-report.v1.schema.json', import.meta.url);

test('the shipped schema is the one generated from the source (UPDATE_CASES=1 writes it)', () => {
  if (process.env.UPDATE_CASES) writeFileSync(shipped, `${JSON.stringify(auditReportJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(JSON.parse(JSON.stringify(auditReportJsonSchema())));
});

/** Every part that a report has, each once. */
const report = fullAudit({
  taskDefinitions: [
    {
      family: 'orders',
      overrides: { call: 'RunTask', taskRole: null, executionRole: 'admin', by: null },
      findings: [
        {
          rule: 'RoleOverride',
          severity: 'medium',
          message: 'Another role was given',
          evidence: { statements: [{ policy: 'trust', sid: '', index: 0 }] },
          waived: { waiver: 'w', reason: 'r', expires: '2026-12-31' },
        },
      ],
      unverified: [{ use: 'task', origins: [], message: 'Not known' }],
    },
  ],
  problems: [{ file: 'a.yaml', line: 1, column: 1, path: '', message: 'no', severity: 'error' }],
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

test('the schema knows and demands every part of a report', () => {
  expect(() => checkAuditReport(report)).not.toThrow();
  const parts = [...lacking(report)];
  expect(parts.length).toBeGreaterThan(60);
  for (const [gone, less] of parts) {
    const check = () => checkAuditReport(less);
    expect(check).toThrow(gone.split('/').at(-1));
  }
});

test('a rule or a severity that nobody knows does not keep to the schema', () => {
  const [definition] = report.taskDefinitions;
  const finding = definition?.findings[0];
  const withFinding = (other: object) => ({
    ...report,
    taskDefinitions: [{ ...definition, findings: [{ ...finding, ...other }] }],
  });
  expect(() => checkAuditReport(withFinding({ rule: 'Fine' }))).toThrow(/rule/);
  expect(() => checkAuditReport(withFinding({ severity: 'odd' }))).toThrow(/severity/);
});

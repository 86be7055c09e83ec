import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../audit/rules/rules.ts';
import { auditJson } from '../../report/audit/audit-json.ts';
import { auditMarkdown } from '../../report/audit/audit-markdown.ts';
import { checkAuditReport } from '../../report/audit/audit-report-schema.ts';
import { auditText } from '../../report/audit/audit-text.ts';
import { auditSarif } from '../../report/audit/sarif/audit-sarif.ts';
import { auditOf, type Given } from '../audit/given.ts';
import { sarifSchema } from './sarif-schema.ts';

const folder = new URL('../cases/audit/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
const OPTIONS = { rules: RULES, version: undefined, sources: new Map(), waivers: [], folder: undefined };

describe.each(files)('what the audit makes of %s', (file) => {
  test('keeps to both schemas, and every finding is told in every form', async () => {
    const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly { given: Given }[];
    for (const { given } of cases) {
      const report = await auditOf(given);
      expect(() => checkAuditReport(JSON.parse(auditJson(report)))).not.toThrow();
      const { results = [] } = sarifSchema.parse(JSON.parse(auditSarif(report, OPTIONS))).runs[0] ?? {};
      const found = [...report.taskDefinitions.flatMap(({ findings }) => findings), ...report.findings];
      expect(results.map(({ ruleId }) => ruleId.split('/')[0]).sort()).toEqual(found.map(({ rule }) => rule).sort());
      const [text, markdown] = [auditText(report, { color: false, width: 100 }), auditMarkdown(report)];
      for (const { rule } of found) for (const shown of [text, markdown]) expect(shown).toContain(rule);
    }
  });
});

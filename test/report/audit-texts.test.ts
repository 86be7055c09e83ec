import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { auditExitStatus } from '../../report/audit/audit-exit.ts';
import { auditJson } from '../../report/audit/audit-json.ts';
import { auditMarkdown } from '../../report/audit/audit-markdown.ts';
import { checkAuditReport } from '../../report/audit/audit-report-schema.ts';
import { auditText } from '../../report/audit/audit-text.ts';
import { auditCases, fullAudit, readAuditCases } from './full-audit.ts';

/** The expected text lies beside the case; UPDATE_CASES=1 writes it anew, to be read before it is kept. */
function expectFile(name: string, text: string): void {
  const file = new URL(name, auditCases);
  if (process.env.UPDATE_CASES) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const OPTIONS = { color: false, width: 100 };

describe.each(readAuditCases())('%s', (name, { says, exit, report: given }) => {
  const report = fullAudit(given);

  test(`${says}: text`, () => expectFile(`${name}.txt`, auditText(report, OPTIONS)));

  test(`${says}: Markdown`, () => expectFile(`${name}.md`, auditMarkdown(report)));

  test(`exits ${exit} if findings of severity high fail`, () => expect(auditExitStatus(report, 'high')).toBe(exit));

  test('its JSON says the same report and keeps to the shipped schema', () => {
    const read: unknown = JSON.parse(auditJson(report));
    expect(read).toEqual(JSON.parse(JSON.stringify(report)));
    expect(() => checkAuditReport(read)).not.toThrow();
  });

  test('with colour nothing but escape sequences is added', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(auditText(report, { ...OPTIONS, color: true }).replace(/\u001b\[\d+m/g, '')).toBe(auditText(report, OPTIONS));
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RULE_IDS } from '../../audit/rules/rule-ids.ts';
import { auditJson } from '../../report/audit/audit-json.ts';
import { auditMarkdown } from '../../report/audit/audit-markdown.ts';
import { auditText } from '../../report/audit/audit-text.ts';
import { auditSarif } from '../../report/audit/sarif/audit-sarif.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { fullAudit, type GivenAudit } from './full-audit.ts';
import { sarifSchema } from './sarif-schema.ts';

const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '![x](http://evil.example/)',
  '[x](javascript:alert(1))',
  '\n\n# heading\n',
  '\n```\n',
  '`````',
  '~~~',
  '\u001b[2J',
  '\u001b]0;x\u0007',
  '\u202e\u200b\ufeff\u2028',
  '\ud800',
  '\r\n- item',
  '| a | b |',
  '@everyone',
  '&lt;',
  '\\',
  ']',
  '{0}',
  'a/../../b',
  '%0a',
  '-->',
  '',
);
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(nasty, { maxLength: 3 }).map((parts) => parts.join('')),
);
const texts = fc.array(text, { maxLength: 2 });
const nullable = fc.option(text);
const finding = fc.record({
  rule: fc.constantFrom(...RULE_IDS),
  severity: fc.constantFrom(...SEVERITIES),
  role: nullable,
  message: text,
  evidence: fc.record({
    origins: texts,
    actions: texts,
    resources: texts,
    principals: texts,
    statements: fc.array(fc.record({ policy: text, sid: text, index: fc.nat(9) }), { maxLength: 2 }),
    details: texts,
  }),
  remedy: fc.record({ text, command: nullable, spec: nullable }),
  waived: fc.option(fc.record({ waiver: text, reason: text, expires: fc.constant('2026-12-31') })),
});
const definition = fc.record({
  arn: nullable,
  family: text,
  revision: fc.option(fc.nat(9)),
  region: nullable,
  file: nullable,
  taskRole: nullable,
  executionRole: nullable,
  overrides: fc.option(
    fc.record({
      call: fc.constantFrom('RunTask' as const, 'StartTask' as const),
      taskRole: nullable,
      executionRole: nullable,
      by: nullable,
    }),
  ),
  registeredBy: nullable,
  judged: fc.constantFrom('live' as const, 'declared' as const),
  pending: texts,
  findings: fc.array(finding, { maxLength: 3 }),
  unverified: fc.array(
    fc.record({ use: fc.constantFrom('task' as const, 'execution' as const), origins: texts, message: text }),
    { maxLength: 2 },
  ),
});
const problem = fc.record({
  file: text,
  line: fc.constant(1),
  column: fc.constant(1),
  path: text,
  message: text,
  severity: fc.constantFrom('error' as const, 'warning' as const),
});
const audit: fc.Arbitrary<GivenAudit> = fc.record({
  complete: fc.boolean(),
  account: text,
  notices: texts,
  taskDefinitions: fc.array(definition, { maxLength: 3 }),
  findings: fc.array(finding, { maxLength: 2 }),
  problems: fc.array(problem, { maxLength: 2 }),
});

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const RUNS = { numRuns: 300 };

test('no text of a task definition, a role or a spec acts on a terminal', () => {
  const holds = (given: GivenAudit) => {
    const shown = auditText(fullAudit(given), { color: false, width: 80 });
    expect(shown.replaceAll('\n', '')).not.toMatch(INVISIBLE);
  };
  fc.assert(fc.property(audit, holds), RUNS);
});

/** What is left of Markdown when code and escaped characters are taken out, which show as they are. */
function markup(markdown: string): string {
  const blocks = /^(`{3,})(?:sh|yaml)\n[\s\S]*?\n\1$/gm;
  const literal = /\\[\\`*_[\]<>&|~#$!\-+=.):]|(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g;
  return markdown.replace(blocks, '').replace(literal, '');
}

test('nor on Markdown: no HTML, link, image, entity, table or heading but our own', () => {
  const holds = (given: GivenAudit) => {
    const written = auditMarkdown(fullAudit(given));
    expect(written.replaceAll('\n', '')).not.toMatch(INVISIBLE);
    const left = markup(written);
    expect(left).not.toMatch(/[<>[\]&|~$!`]|:\/\/|(?<!\w)@\w/);
    for (const line of left.split('\n')) {
      if (line.includes('#'))
        expect(line).toMatch(/^#(?: Rolecall audit|# (?:\d+ task definitions|Waivers|Problems| ?\(|$|[ ,()]*$))/);
    }
  };
  fc.assert(fc.property(audit, holds), RUNS);
});

test('JSON says the report as it is, and shows everything', () => {
  const holds = (given: GivenAudit) => {
    const report = fullAudit(given);
    const written = auditJson(report);
    expect(written.replaceAll('\n', '')).not.toMatch(INVISIBLE);
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(report)));
  };
  fc.assert(fc.property(audit, holds), RUNS);
});

test('SARIF stays valid, whatever the files hold', () => {
  const holds = (given: GivenAudit, source: string) => {
    const files = given.taskDefinitions.map(({ file }) => [file ?? '', source] as const);
    const options = { rules: [], version: undefined, sources: new Map(files), waivers: [], folder: '/work' };
    const written = auditSarif(fullAudit(given), options);
    expect(written.replaceAll('\n', '')).not.toMatch(INVISIBLE);
    const { error } = sarifSchema.safeParse(JSON.parse(written));
    expect(error).toBeUndefined();
  };
  fc.assert(fc.property(audit, fc.oneof(fc.string(), fc.json()), holds), RUNS);
});

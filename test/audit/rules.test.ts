import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { auditRulesPage } from '../../audit/rules/page.ts';
import { RULE_IDS, type RuleId } from '../../audit/rules/rule-ids.ts';
import { DEFINITION_RULES, RULES } from '../../audit/rules/rules.ts';
import { SEVERITIES } from '../../specs/types.ts';

const EXAMPLES = 'test/cases/audit/examples';

interface Example {
  readonly name: string;
  readonly given: object;
  readonly expect: { readonly findings: readonly { readonly rule: string; readonly severity?: string }[] };
}

function examplesOf(rule: RuleId): readonly Example[] {
  return JSON.parse(readFileSync(`${EXAMPLES}/${rule}.json`, 'utf8'));
}

describe('The rule table', () => {
  test('has every rule once, in the order of their names', () => expect(RULES.map(({ id }) => id)).toEqual(RULE_IDS));

  test('runs every rule but those about waivers and about what could not be described', () => {
    const apart = ['NotDescribed', 'WaiverExpired', 'WaiverUnused'];
    expect(DEFINITION_RULES.map(({ id }) => id).sort()).toEqual(RULE_IDS.filter((id) => !apart.includes(id)).sort());
  });

  test('goes from the worst severity to the least', () => {
    const worst = RULES.map(({ severities }) => SEVERITIES.indexOf(severities[0]?.[0] ?? 'info'));
    expect(worst).toEqual(worst.toSorted((one, other) => other - one));
  });

  test.each(RULES)('says all of $id: what, why, evidence, remedy, severities and a source', (rule) => {
    for (const text of [rule.what, rule.why, rule.evidence, rule.remedy]) expect(text).toMatch(/^[A-Z"`].*\.$/s);
    const severities = rule.severities.map(([severity]) => SEVERITIES.indexOf(severity));
    expect(severities.length).toBeGreaterThan(0);
    expect(severities).toEqual(severities.toSorted((one, other) => other - one));
    expect(rule.sources.length).toBeGreaterThan(0);
    for (const source of rule.sources) expect(source).toMatch(/^https:\/\//);
  });
});

describe('The examples', () => {
  test('are those of the rules, and no others', () => {
    expect(readdirSync(EXAMPLES).sort()).toEqual(RULE_IDS.map((id) => `${id}.json`).sort());
  });

  test.each(RULES)('show $id where it finds something, then where it does not', ({ id, severities }) => {
    const [failing, passing, ...others] = examplesOf(id);
    const found = failing?.expect.findings.find(({ rule }) => rule === id);
    expect(severities.map(([severity]) => severity)).toContain(found?.severity);
    expect(passing?.expect.findings.map(({ rule }) => rule)).not.toContain(id);
    expect(others).toEqual([]);
  });
});

test('docs/audit-rules.md is what the rules and their examples say; else run scripts/audit-rules.mjs', () => {
  expect(existsSync('docs/audit-rules.md')).toBe(true);
  expect(readFileSync('docs/audit-rules.md', 'utf8') === auditRulesPage(examplesOf)).toBe(true);
});

import { describe, expect, it } from '@jest/globals';
import { escalationsOf } from '../../audit/excess/role-dangers.ts';
import type { Found } from '../../audit/rules/rule.ts';
import type { RuleId } from '../../audit/rules/rule-ids.ts';
import { ESCALATION_PATHS } from '../../iam/evaluation/escalation-paths.ts';
import { actionWarning } from '../../specs/aws/actions.ts';
import { readCases } from '../evaluation/cases.ts';
import { auditedRole, type GivenRole, RISK_RULES, subjectOf } from './risk-subject.ts';

interface ExpectedFinding {
  readonly rule: RuleId;
  /** A part of it. */
  readonly message?: string;
  /** POLICY/INDEX of all deciding statements. */
  readonly statements?: readonly string[];
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly details?: readonly string[];
  /** A part of the remedy's sentence. */
  readonly remedy?: string;
  /** Of the remedy; `null` for none. */
  readonly command?: string | null;
}

interface Expect {
  /** All of them. */
  readonly findings?: readonly ExpectedFinding[];
  readonly notFindings?: readonly RuleId[];
  /** All of them; or one that must or must not be there. */
  readonly escalations?: readonly string[];
  readonly escalatesBy?: string;
  readonly doesNotEscalateBy?: string;
}

type RuleFound = Found & { readonly rule: RuleId };

function found(given: GivenRole): readonly RuleFound[] {
  const subject = subjectOf(auditedRole(given), given);
  return RISK_RULES.flatMap((rule) => rule.judge(subject).map((one) => ({ ...one, rule: rule.id })));
}

/** The finding as far as something of it is expected; of a sentence, the part that is expected if it is there. */
function shown({ rule, message, evidence, remedy }: RuleFound, expected: ExpectedFinding | undefined): object {
  const statements = evidence.statements.map(({ policy, index }) => `${policy}/${index}`);
  const part = (sentence: string, wanted = '') => (sentence.includes(wanted) ? wanted : sentence);
  const sentences = { message: part(message, expected?.message), remedy: part(remedy.text, expected?.remedy) };
  const all = { ...evidence, ...sentences, statements, command: remedy.command };
  return { rule, ...Object.fromEntries(Object.entries(all).filter(([key]) => key in (expected ?? {}))) };
}

describe.each(readCases<GivenRole, Expect>('audit-risk'))('what a role may do too much: %s', (_file, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected }) => {
    const names = escalationsOf(auditedRole(given)).map(({ name }) => name);
    const findings = found(given);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    if (expected.findings)
      expect(findings.map((one, index) => shown(one, expected.findings?.[index]))).toEqual(expected.findings);
    for (const rule of expected.notFindings ?? []) expect(findings.map((one) => one.rule)).not.toContain(rule);
    if (expected.escalations) expect(names).toEqual(expected.escalations);
    if (expected.escalatesBy) expect(names).toContain(expected.escalatesBy);
    if (expected.doesNotEscalateBy) expect(names).not.toContain(expected.doesNotEscalateBy);
  });
});

function roleWith(actions: readonly string[]): readonly string[] {
  const statements = actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
  return escalationsOf(auditedRole({ policies: { Own: statements } })).map(({ name }) => name);
}

describe('the known sets of actions', () => {
  const actions = ESCALATION_PATHS.flatMap((path) => path.actions.map(([action]) => action));

  it('name only actions that AWS lists', () => {
    const warnings = actions.flatMap((action) => actionWarning(action)?.() ?? []);
    expect(new Set(warnings)).toEqual(new Set());
  });

  it('are each there once', () => {
    const names = ESCALATION_PATHS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(ESCALATION_PATHS.map(({ name, actions }) => [name, actions.map(([action]) => action)] as const))(
    '%s escalates, and no part of it does by that name',
    (name, whole) => {
      expect(roleWith(whole)).toContain(name);
      for (const one of whole) expect(roleWith([...whole.filter((other) => other !== one), 's3:GetObject'])).not.toContain(name);
    },
  );
});

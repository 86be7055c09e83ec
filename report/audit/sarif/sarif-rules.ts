import type { RuleText } from '../../../audit/rules/rule.ts';
import type { Severity } from '../../../specs/types.ts';
import type { SarifLevel, SarifRule } from './sarif-types.ts';

/** What people are told of a rule, of the audit or another. */
export interface SarifRuleText extends Omit<RuleText, 'id'> {
  readonly id: string;
}

const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** In the ranges of GitHub's critical, high, medium and low; what informs is no security result. */
const SCORES: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: undefined,
};

/** @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const MOST_CHARACTERS = 1024;

export function sarifLevel(severity: Severity): SarifLevel {
  return LEVELS[severity];
}

export function securitySeverity(severity: Severity): { readonly 'security-severity'?: string } {
  const score = SCORES[severity];
  return score === undefined ? {} : { 'security-severity': score };
}

/**
 * Code scanning takes the severity from the rule, never from the result: a rule of several severities becomes several rules,
 * the worst of them under the rule's own name.
 */
export function sarifRuleId(
  { rule, severity }: { readonly rule: string; readonly severity: Severity },
  texts: readonly SarifRuleText[],
): string {
  const worst = texts.find(({ id }) => id === rule)?.severities[0]?.[0];
  return worst === undefined || worst === severity ? rule : `${rule}/${severity}`;
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

function help({ what, why, evidence, remedy, sources }: SarifRuleText): string {
  const links = sources.map((source) => `- <${source}>`).join('\n');
  return [what, why, evidence, remedy, links].filter((part) => part !== '').join('\n\n');
}

function rule(text: SarifRuleText, severity: Severity, when: string): SarifRule {
  const [source] = text.sources;
  return {
    id: sarifRuleId({ rule: text.id, severity }, [text]),
    name: text.id,
    shortDescription: { text: cut(text.what) },
    fullDescription: { text: cut([text.what, text.why, when === '' ? '' : `(${severity}: ${when})`].filter(Boolean).join(' ')) },
    help: { text: help(text), markdown: help(text) },
    ...(source === undefined ? {} : { helpUri: source }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['security', 'aws', 'ecs', 'iam'], precision: 'high', ...securitySeverity(severity) },
  };
}

/** One rule of SARIF for each rule and severity. The texts are Rolecall's own, and Markdown already. */
export function sarifRules(texts: readonly SarifRuleText[]): readonly SarifRule[] {
  return texts.flatMap((text) => text.severities.map(([severity, when]) => rule(text, severity, when)));
}

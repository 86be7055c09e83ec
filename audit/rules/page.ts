import type { RuleText } from './rule.ts';
import type { RuleId } from './rule-ids.ts';
import { RULES } from './rules.ts';

/** A case of a rule, as the test runs it. */
export interface Example {
  readonly name: string;
  readonly given: object;
  readonly expect: object;
}

const INTRODUCTION = `<!-- Made by scripts/audit-rules.mjs from audit/rules/ and test/cases/audit/examples/. Change those, then run it. -->

# The rules of the audit

What \`rolecall audit\` and the deployed audit find in a task definition and its two roles. Severity is fixed by rule. Every finding carries its evidence and a remedy to paste.

What cannot be told from here is neither a finding nor a pass: it is listed as *unverified*, with what would tell. That is so for conditions on keys that only the call itself knows, for policies of other accounts'
resources, for documents that could not be read, and for placeholders.

[Waivers](specs.md#waivers) mute the rules that the guards let them mute (\`waivable\`). A finding that is waived stays in the report.

Each rule is shown with a case in which it finds something and one in which it does not, as the tests run them. In a case, a role without a trust policy is trusted by tasks of its account alone, and \`findings\` are all
there are.
`;

/**
 * The page of all rules, as Markdown.
 * @param examplesOf the cases of a rule, the one that it finds something in first
 */
export function auditRulesPage(examplesOf: (rule: RuleId) => readonly Example[]): string {
  const sections = RULES.map((rule) => section(rule, examplesOf(rule.id)));
  return `${[INTRODUCTION, table(), ...sections].join('\n')}`;
}

function table(): string {
  const rows = RULES.map(
    ({ id, severities, what }) => `| [${id}](#${id.toLowerCase()}) | ${severityWords(severities)} | ${what} |`,
  );
  return ['| rule | severity | what is wrong |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function severityWords(severities: RuleText['severities']): string {
  return severities.map(([severity]) => severity).join(', ');
}

function section(rule: RuleText, examples: readonly Example[]): string {
  const parts = [
    `## ${rule.id}`,
    `**${rule.what}**`,
    `Severity: ${rule.severities.map(([severity, when]) => (when === 'always' ? severity : `${severity}, ${when}`)).join('; ')}.`,
    `*Why it matters.* ${rule.why}`,
    `*What is looked at.* ${rule.evidence}`,
    `*What to do.* ${rule.remedy}`,
    `*Sources.* ${rule.sources.map((source) => `<${source}>`).join(', ')}`,
    ...examples.map(exampleText),
  ];
  return `${parts.join('\n\n')}\n`;
}

function exampleText({ name, given, expect }: Example): string {
  return `<details>\n<summary>${escaped(name)}</summary>\n\n\`\`\`json\n${JSON.stringify({ given, expect }, null, 2)}\n\`\`\`\n\n</details>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

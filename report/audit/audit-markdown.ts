import type { AuditReport, DefinitionAudit } from '../../audit/types.ts';
import { markdownText } from '../escaping/markdown-text.ts';
import { counted } from '../words/counts.ts';
import { type AuditBlock, auditBlocks } from './audit-blocks.ts';
import { auditSummaryLine, quietSentence } from './audit-words.ts';
import { codeSpan } from './code-span.ts';
import { definitionFacts, definitionName, definitionNames, definitionPlace } from './definition-words.ts';
import { findingMarkdown, unverifiedMarkdown, waivedMarkdown } from './finding-markdown.ts';
import { toldRemedies } from './told-remedies.ts';

function listed(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ''];
}

function definitionHeading(definition: DefinitionAudit): readonly string[] {
  const place = definitionPlace(definition);
  const facts = definitionFacts(definition);
  return [
    `## ${codeSpan(definitionName(definition))}${place.length === 0 ? '' : ` (${place.map(codeSpan).join(', ')})`}`,
    '',
    ...(facts === '' ? [] : [markdownText(`${facts.slice(0, 1).toUpperCase()}${facts.slice(1)}.`), '']),
  ];
}

function blockHeading({ definitions }: AuditBlock): readonly string[] {
  const [definition, ...others] = definitions;
  if (definition === undefined) return ['## Waivers', ''];
  if (others.length === 0) return definitionHeading(definition);
  return [`## ${counted(definitions.length, 'task definition')}`, '', markdownText(definitionNames(definitions)), ''];
}

function blockMarkdown(block: AuditBlock): readonly string[] {
  const { findings, unverified, pending, shared } = block;
  const told = toldRemedies(findings);
  const open = findings.filter(({ waived }) => waived === null);
  return [
    ...blockHeading(block),
    ...open.flatMap((finding) => findingMarkdown(finding, told.has(finding))),
    ...listed([
      ...findings.flatMap(waivedMarkdown),
      ...unverified.map(unverifiedMarkdown),
      ...pending.map((role) => `Pending: ${codeSpan(role)} is not created yet; it is judged as its spec declares it.`),
      ...(shared === 0 ? [] : [`And ${counted(shared, 'finding')} shared with other task definitions.`]),
    ]),
  ];
}

function problemsMarkdown({ problems }: AuditReport): readonly string[] {
  const items = problems.map(({ file, line, column, severity, message }) => {
    return `${codeSpan(`${file}:${line}:${column}`)} ${severity}: ${markdownText(message)}`;
  });
  return items.length === 0 ? [] : ['## Problems', '', ...listed(items)];
}

/** An audit for a pull request: the counts, task definitions worst first, what several share once. Every name and message is shown literally. Ends with a newline. */
export function auditMarkdown(report: AuditReport): string {
  const quiet = quietSentence(report);
  const lines = [
    '# Rolecall audit',
    '',
    `**${markdownText(auditSummaryLine(report))}**`,
    '',
    ...listed(report.complete ? [] : ['**Not everything could be read: this audit is incomplete.**']),
    ...auditBlocks(report).flatMap(blockMarkdown),
    ...problemsMarkdown(report),
    ...listed([...report.notices, ...(quiet === undefined ? [] : [quiet])].map(markdownText)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

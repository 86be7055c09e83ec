import type { AuditReport, DefinitionAudit } from '../../audit/types.ts';
import { clipped } from '../alerts/clipped.ts';
import { markdownText } from '../escaping/markdown-text.ts';
import { boundedMarkdown, type Part } from '../markdown/bounded-markdown.ts';
import { items } from '../markdown/items.ts';
import { problemSection } from '../markdown/problem-items.ts';
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

function body(block: AuditBlock): readonly string[] {
  const { findings, unverified, pending, shared } = block;
  const told = toldRemedies(findings);
  const open = findings.filter(({ waived }) => waived === null);
  return [
    ...open.flatMap((finding) => findingMarkdown(finding, told.has(finding))),
    ...listed([
      ...findings.flatMap(waivedMarkdown),
      ...unverified.map(unverifiedMarkdown),
      ...pending.map((role) => `Pending: ${codeSpan(role)} is not created yet; it is judged as its spec declares it.`),
      ...(shared === 0 ? [] : [`And ${counted(shared, 'finding')} shared with other task definitions.`]),
    ]),
  ];
}

/** As many findings as are named where there is no room to tell them. */
const MOST_NAMED = 5;

function brief({ definitions, findings }: AuditBlock): string {
  const open = findings.filter(({ waived }) => waived === null);
  const rules = open.slice(0, MOST_NAMED).map(({ severity, rule }) => `**${severity}** ${rule}`);
  const rest = open.length > MOST_NAMED ? [`${open.length - MOST_NAMED} more`] : [];
  const whose = markdownText(clipped(definitionNames(definitions, 1), LONGEST_NAME));
  return `${[whose, [...rules, ...rest].join(', ')].filter((words) => words !== '').join(': ')}.\n\n`;
}

function blockPart(block: AuditBlock): Part {
  const { definitions, findings } = block;
  const full = () => [...blockHeading(block), ...body(block), ''].join('\n');
  const counting =
    definitions.length === 0
      ? { noun: 'finding', count: findings.length }
      : { noun: 'task definition', count: definitions.length };
  return { ...counting, brief: brief(block), fuller: [full] };
}

/** Longer than any sentence of counts, and than any name. */
const LONGEST_LINE = 1000;
const LONGEST_NAME = 300;

/**
 * An audit for a pull request: the counts, what is wrong in files, task definitions worst first, what several share once.
 * Every name and message is shown literally and calls nobody. Never longer than a comment may be. Ends with a newline.
 */
export function auditMarkdown(report: AuditReport): string {
  const quiet = quietSentence(report);
  const incomplete = report.complete ? [] : ['Not everything could be read: this audit is incomplete.'];
  const notices = [...report.notices, ...(quiet === undefined ? [] : [quiet])];
  return boundedMarkdown({
    opening: `# Rolecall audit\n\n**${markdownText(clipped(auditSummaryLine(report), LONGEST_LINE))}**\n`,
    sections: [
      {
        opening: '',
        parts: [...items('warning', incomplete, (text) => `**${markdownText(text)}**`), ...items('notice', notices)],
      },
      problemSection(report.problems, '## Problems'),
      { opening: '', parts: auditBlocks(report).map(blockPart) },
    ],
    closing: '',
  });
}

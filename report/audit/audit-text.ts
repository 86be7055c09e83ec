import type { AuditReport, DefinitionAudit } from '../../audit/types.ts';
import { printable } from '../escaping/printable.ts';
import { problemsText } from '../problems-text.ts';
import type { Layout } from '../role-text.ts';
import { counted } from '../words/counts.ts';
import { createInk } from '../words/ink.ts';
import { wrapped } from '../words/wrapped.ts';
import { type AuditBlock, auditBlocks } from './audit-blocks.ts';
import { auditSummaryLine, quietSentence } from './audit-words.ts';
import { definitionFacts, definitionName, definitionNames, definitionPlace } from './definition-words.ts';
import { findingText, pendingText, unverifiedText } from './finding-text.ts';
import { toldRemedies } from './told-remedies.ts';

export interface AuditTextOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** The text of each spec file, to show the lines of problems. */
  readonly sources?: ReadonlyMap<string, string>;
}

function lines(text: string, { width }: Layout, indent: string, paint: (line: string) => string): readonly string[] {
  return wrapped(printable(text), Math.max(20, width - indent.length)).map((line) => indent + paint(line));
}

function definitionHeading(definition: DefinitionAudit, layout: Layout): readonly string[] {
  const { ink } = layout;
  const place = definitionPlace(definition);
  const title = `${ink.bold(printable(definitionName(definition)))}${place.length === 0 ? '' : `  ${ink.dim(printable(place.join(', ')))}`}`;
  const facts = definitionFacts(definition);
  return [title, ...(facts === '' ? [] : lines(facts, layout, '  ', ink.dim))];
}

function blockHeading({ definitions }: AuditBlock, layout: Layout): readonly string[] {
  const [definition, ...others] = definitions;
  const { ink } = layout;
  if (definition === undefined) return [ink.bold('Waivers')];
  if (others.length === 0) return definitionHeading(definition, layout);
  return [ink.bold(counted(definitions.length, 'task definition')), ...lines(definitionNames(definitions), layout, '  ', String)];
}

function blockText(block: AuditBlock, layout: Layout): readonly string[] {
  const { findings, unverified, pending, shared } = block;
  const told = toldRemedies(findings);
  const notes = [
    ...unverified.flatMap((one) => unverifiedText(one, layout)),
    ...pending.flatMap((role) => pendingText(role, layout)),
    ...(shared === 0 ? [] : [`  ${layout.ink.dim(`+ ${counted(shared, 'finding')} shared with other task definitions`)}`]),
  ];
  return [
    ...blockHeading(block, layout),
    ...findings.flatMap((finding) => findingText(finding, told.has(finding), layout)),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
  ];
}

function notice(text: string, mark: string, layout: Layout): readonly string[] {
  const [first = '', ...rest] = lines(text, layout, '  ', String);
  return [`${mark} ${first.trimStart()}`, ...rest];
}

function notices(report: AuditReport, layout: Layout): readonly string[] {
  const { ink } = layout;
  const quiet = quietSentence(report);
  const incomplete = report.complete ? [] : ['Not everything could be read: this audit is incomplete.'];
  const calm = [...report.notices, ...(quiet === undefined ? [] : [quiet])];
  return [
    ...incomplete.flatMap((text) => notice(text, ink.caution('!'), layout)),
    ...calm.flatMap((text) => notice(text, ink.dim('·'), layout)),
  ];
}

/** An audit for a terminal: problems, task definitions worst first, what several share once, what holds for all, the counts. Ends with a newline. */
export function auditText(report: AuditReport, options: AuditTextOptions): string {
  const layout: Layout = { ink: createInk(options.color), width: options.width };
  const { ink } = layout;
  const problems = report.problems.length === 0 ? [] : [...problemsText(report.problems, options).trimEnd().split('\n'), ''];
  const summary = auditSummaryLine({ ...report, account: printable(report.account) }, (severity, words) =>
    ink.severity[severity](words),
  );
  const all = [
    ...problems,
    ...auditBlocks(report).flatMap((block) => blockText(block, layout)),
    ...notices(report, layout),
    ink.bold(summary),
  ];
  return `${all.join('\n')}\n`;
}

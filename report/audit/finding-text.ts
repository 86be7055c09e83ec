import type { Finding, Remedy, Unverified } from '../../audit/types.ts';
import { printable } from '../escaping/printable.ts';
import type { Layout } from '../role-text.ts';
import { wrapped } from '../words/wrapped.ts';
import { partsInWords, sentence, statementWords, untoldDetails } from './audit-words.ts';

const INDENT = ' '.repeat(12);

function indented(text: string, { width }: Layout, indent = INDENT): readonly string[] {
  return wrapped(printable(text), Math.max(20, width - indent.length)).map((line) => indent + line);
}

function faint(text: string, layout: Layout): readonly string[] {
  return indented(text, layout).map(layout.ink.dim);
}

/** To be pasted, so never wrapped. */
function pasted(text: string, paint: (line: string) => string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${INDENT}  ${paint(printable(line))}`.trimEnd());
}

function remedyText({ text, command, spec }: Remedy, layout: Layout): readonly string[] {
  return [
    ...indented(`Remedy: ${sentence(text)}`, layout),
    ...(command === null ? [] : pasted(command, layout.ink.command)),
    ...(command === null || spec === null ? [] : faint('or in a spec:', layout)),
    ...(spec === null ? [] : pasted(spec, layout.ink.added)),
  ];
}

function evidenceText(finding: Finding, layout: Layout): readonly string[] {
  const { origins, statements } = finding.evidence;
  const details = untoldDetails(finding);
  return [
    ...(details.length === 0 ? [] : faint(partsInWords(details), layout)),
    ...(statements.length === 0 ? [] : faint(`by ${partsInWords(statements.map(statementWords))}`, layout)),
    ...(origins.length === 0 ? [] : faint(`at ${partsInWords(origins)}`, layout)),
  ];
}

function heading({ severity, rule, role }: Finding): readonly [string, string] {
  return [severity.padEnd(8), role === null ? rule : `${rule}  ${printable(role)}`];
}

function waivedText(finding: Finding, { waiver, reason, expires }: NonNullable<Finding['waived']>, layout: Layout) {
  const until = `Waived until ${expires} by ${waiver}: ${reason}`;
  return [
    '',
    layout.ink.dim(`  ${heading(finding).join('  ')}`),
    ...[finding.message, until].flatMap((text) => faint(sentence(text), layout)),
  ];
}

/**
 * One finding: how bad, which rule and role, what is wrong and where, and what to do. What is waived is muted.
 * @param isRemedyTold the same remedy was just told with another finding
 */
export function findingText(finding: Finding, isRemedyTold: boolean, layout: Layout): readonly string[] {
  const { waived, severity, message, remedy } = finding;
  if (waived !== null) return waivedText(finding, waived, layout);
  const [degree, subject] = heading(finding);
  return [
    '',
    `  ${layout.ink.severity[severity](degree)}  ${layout.ink.bold(subject)}`,
    ...indented(sentence(message), layout),
    ...evidenceText(finding, layout),
    ...(isRemedyTold ? faint('Remedy: the same as above.', layout) : remedyText(remedy, layout)),
  ];
}

/** What nothing here can answer. */
export function unverifiedText({ message, origins }: Unverified, layout: Layout): readonly string[] {
  const [first = '', ...rest] = indented(sentence(message), layout, ' '.repeat(4));
  const places = origins.length === 0 ? [] : indented(`at ${partsInWords(origins)}`, layout, ' '.repeat(4)).map(layout.ink.dim);
  return [`  ${layout.ink.caution('?')} ${first.trimStart()}`, ...rest, ...places];
}

/** A role that is declared, and not there yet. */
export function pendingText(role: string, layout: Layout): readonly string[] {
  const text = `${role} is not created yet; it is judged as its spec declares it.`;
  const [first = '', ...rest] = indented(text, layout, ' '.repeat(4));
  return [`  ${layout.ink.dim('…')} ${first.trimStart()}`, ...rest];
}

import type { Finding, Remedy, Unverified } from '../../audit/types.ts';
import { markdownBlock, markdownText } from '../escaping/markdown-text.ts';
import { named } from '../words/named.ts';
import { partsInWords, sentence, statementWords, untoldDetails } from './audit-words.ts';
import { codeSpan } from './code-span.ts';

/** How lists of code spans are cut. */
const MOST_PARTS = 10;

function codes(parts: readonly string[]): string {
  return named(parts.map(codeSpan), MOST_PARTS);
}

function pasted(language: string, text: string | null): readonly string[] {
  return text === null ? [] : [markdownBlock(language, text.trimEnd().split('\n')), ''];
}

function remedyMarkdown({ text, command, spec }: Remedy): readonly string[] {
  const or = command === null || spec === null ? [] : ['Or in a spec:', ''];
  return [`Remedy: ${markdownText(sentence(text))}`, '', ...pasted('sh', command), ...or, ...pasted('yaml', spec)];
}

function evidenceMarkdown(finding: Finding): readonly string[] {
  const { origins, statements } = finding.evidence;
  const details = untoldDetails(finding);
  const by = statements.length === 0 ? [] : [`By ${markdownText(partsInWords(statements.map(statementWords)))}.`];
  const at = origins.length === 0 ? [] : [`At ${codes(origins)}.`];
  const more = details.length === 0 ? [] : [markdownText(sentence(partsInWords(details)))];
  const said = [...more, ...by, ...at];
  return said.length === 0 ? [] : [said.join(' '), ''];
}

function subject({ severity, rule, role }: Finding): string {
  return `**${severity}** ${rule}${role === null ? '' : ` of ${codeSpan(role)}`}`;
}

/**
 * One finding that is not waived: how bad, which rule and role, what is wrong and where, and what to do.
 * @param isRemedyTold the same remedy was just told with another finding
 */
export function findingMarkdown(finding: Finding, isRemedyTold: boolean): readonly string[] {
  return [
    `${subject(finding)}: ${markdownText(sentence(finding.message))}`,
    '',
    ...evidenceMarkdown(finding),
    ...(isRemedyTold ? ['Remedy: the same as above.', ''] : remedyMarkdown(finding.remedy)),
  ];
}

/** One waived finding as an item of a list; nothing for one that is not. */
export function waivedMarkdown(finding: Finding): readonly string[] {
  const { waived, message } = finding;
  if (waived === null) return [];
  const until = `waived until ${markdownText(waived.expires)} by ${codeSpan(waived.waiver)}, ${markdownText(sentence(waived.reason))}`;
  return [`${subject(finding)}: ${markdownText(sentence(message))} Finding ${until}`];
}

/** What nothing here can answer, as an item of a list. */
export function unverifiedMarkdown({ message, origins }: Unverified): string {
  return `Not verified: ${markdownText(sentence(message))}${origins.length === 0 ? '' : ` At ${codes(origins)}.`}`;
}

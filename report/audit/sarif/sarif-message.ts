import { markdownText } from '../../escaping/markdown-text.ts';
import { printable } from '../../escaping/printable.ts';
import { sentence } from '../audit-words.ts';
import type { SarifText } from './sarif-types.ts';

/**
 * A message in both forms that SARIF knows. In plain text only brackets and backslashes mean something (embedded links).
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html section 3.11
 */
export function sarifMessage(message: string): SarifText {
  const said = sentence(message);
  return { text: printable(said).replace(/[\\[\]]/g, '\\$&'), markdown: markdownText(said) };
}

import { printable } from './printable.ts';

/** What starts markup anywhere, what starts a list or a heading at the beginning, and what GitHub makes a link of. */
const MARKUP = /[\\`*_[\]<>&|~#$!]|^[-+=.)]|(?<=^\d+)[.)]|:(?=\/\/)|(?<=www)\./gi;

/** GitHub calls people whose names stand in a text. */
const MENTION = /(?<!\w)@(?=\w)/g;

/** GitHub links issues and pull requests whose numbers stand in a text, and tells them of it; once `#` is escaped. */
const ISSUE = /\\#(?=\d)|(?<=\bGH)-(?=\d)/gi;

/** One line as Markdown shows it literally, so no name can become markup or HTML, call anybody or be told to an issue. */
export function markdownText(text: string): string {
  return printable(text)
    .replace(MARKUP, '\\$&')
    .replace(MENTION, '`@`')
    .replace(ISSUE, (mark) => `\`${mark.at(-1)}\``);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A code span in HTML, where Markdown is not read; GitHub looks for names in none. */
export function htmlCode(text: string): string {
  return `<code>${printable(text).replace(/[&<>"]/g, (character) => HTML[character] ?? character)}</code>`;
}

/** Of backticks. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** A code span; its fence is longer than any run of backticks inside, and `|` cannot end a table's cell. */
export function markdownCode(text: string): string {
  const content = text === '' ? ' ' : printable(text);
  const fence = '`'.repeat(longestRun(content) + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A fenced block of lines, whatever backticks these hold. */
export function markdownBlock(language: string, lines: readonly string[]): string {
  const content = lines.map(printable);
  const fence = '`'.repeat(Math.max(3, longestRun(content.join('\n')) + 1));
  return [`${fence}${language}`, ...content, fence].join('\n');
}

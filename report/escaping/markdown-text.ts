import { printable } from './printable.ts';

/** What starts markup anywhere, what starts a list or a heading at the beginning, and what GitHub makes a link of. */
const MARKUP = /[\\`*_[\]<>&|~#$!]|^[-+=.)]|(?<=^\d+)[.)]|:(?=\/\/)|(?<=\bwww)\./gi;

/** GitHub calls people whose names stand in a text. */
const MENTION = /(?<!\w)@(?=\w)/g;

/** One line as Markdown shows it literally, so no name can become markup or HTML. */
export function markdownText(text: string): string {
  return printable(text).replace(MARKUP, '\\$&').replace(MENTION, '`@`');
}

function longestRun(text: string, character: string): number {
  return Math.max(0, ...text.split(new RegExp(`[^${character}]`)).map((run) => run.length));
}

/** A code span; its fence is longer than any run of backticks inside, and `|` cannot end a table's cell. */
export function markdownCode(text: string): string {
  const content = printable(text);
  const fence = '`'.repeat(longestRun(content, '`') + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A fenced block of lines, whatever backticks these hold. */
export function markdownBlock(language: string, lines: readonly string[]): string {
  const content = lines.map(printable);
  const fence = '`'.repeat(Math.max(3, longestRun(content.join(' '), '`') + 1));
  return [`${fence}${language}`, ...content, fence].join('\n');
}

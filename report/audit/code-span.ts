import { markdownCode } from '../escaping/markdown-text.ts';

/** A name or pointer as a code span; nothing at all has none, for two backticks would open one. */
export function codeSpan(text: string): string {
  return text === '' ? '(empty)' : markdownCode(text);
}

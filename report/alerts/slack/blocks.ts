import type { Severity } from '../../../specs/types.ts';

/** What stands in a rich text. Its texts are shown as they are: no character of theirs is markup, a link or a mention. */
export type RichTextElement =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold?: boolean; readonly code?: boolean } }
  | { readonly type: 'link'; readonly url: string; readonly text: string };

export interface RichTextPart {
  readonly type: 'rich_text_section' | 'rich_text_preformatted';
  readonly elements: readonly RichTextElement[];
}

/** The forms of Block Kit in which alerts are told. @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export type SlackBlock =
  | { readonly type: 'header'; readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: true } }
  | { readonly type: 'rich_text'; readonly elements: readonly RichTextPart[] };

/** As characters, which take a tenth of the room of Slack's own emoji. */
const MARKS: Readonly<Record<Severity, string>> = { critical: '🔴', high: '🟠', medium: '🟡', low: '🔵', info: '⚪' };

/** What shows at a glance how bad it is. */
export function mark(severity: Severity, isOver: boolean): string {
  return isOver ? '✅' : MARKS[severity];
}

export function plain(text: string): RichTextElement {
  return { type: 'text', text };
}

export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

export function code(text: string): RichTextElement {
  return { type: 'text', text, style: { code: true } };
}

/** Slack refuses empty texts, so they are left out. */
export function section(...elements: readonly RichTextElement[]): RichTextPart {
  return { type: 'rich_text_section', elements: elements.filter((element) => element.type !== 'text' || element.text !== '') };
}

/** Lines as they are, in one face, to paste; no part at all where there are none. */
export function preformatted(lines: readonly string[]): readonly RichTextPart[] {
  const text = lines.join('\n');
  return text === '' ? [] : [{ type: 'rich_text_preformatted', elements: [plain(text)] }];
}

export function header(text: string): SlackBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: true } };
}

export function richText(elements: readonly RichTextPart[]): SlackBlock {
  return { type: 'rich_text', elements };
}

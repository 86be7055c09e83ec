import type { RichTextPart, SlackBlock } from '../../report/alerts/slack/blocks.ts';

/** What one reads in the blocks of a message for Slack, as plain text. */
export function readableBlocks(blocks: readonly SlackBlock[]): string {
  return blocks.map(readable).join('\n\n');
}

function readable(block: SlackBlock): string {
  return block.type === 'header' ? block.text.text : block.elements.map(partText).join('').trim();
}

/** What is to be read as it is, or pasted, stands further in, on lines of its own. */
function partText({ type, elements }: RichTextPart): string {
  const text = elements.map((element) => (element.type === 'link' ? `${element.text} <${element.url}>` : element.text)).join('');
  return type === 'rich_text_section' ? text : `\n${text.replaceAll(/^/gm, '    ')}`;
}

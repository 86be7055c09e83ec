/** Characters, but for the total, which Slack does not document: messages were refused from about 13,000 on. */
const LIMITS = { blocks: 50, header: 150, text: 3000, fallback: 40_000, total: 13_000 };

type Json = Readonly<Record<string, unknown>>;

const PARTS = ['rich_text_section', 'rich_text_preformatted', 'rich_text_list', 'rich_text_quote'];

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}

function isElement(element: unknown): boolean {
  if (!isJson(element)) return false;
  if (element.type === 'text') return isText(element.text, LIMITS.text);
  return element.type === 'link' && URL.canParse(String(element.url)) && String(element.url).length <= 3000;
}

function isPart(part: unknown): boolean {
  return (
    isJson(part) &&
    PARTS.includes(String(part.type)) &&
    Array.isArray(part.elements) &&
    part.elements.length > 0 &&
    part.elements.every(isElement)
  );
}

function isBlock(block: unknown): boolean {
  if (!isJson(block)) return false;
  if (block.type === 'rich_text')
    return Array.isArray(block.elements) && block.elements.length > 0 && block.elements.every(isPart);
  if (block.type !== 'header' || !isJson(block.text)) return false;
  return block.text.type === 'plain_text' && isText(block.text.text, LIMITS.header);
}

/** The word with which Slack refuses a message; `undefined` if it takes it. */
export function refusedBySlack({ text, blocks }: { readonly text?: unknown; readonly blocks?: unknown }): string | undefined {
  if (!isText(text, LIMITS.fallback)) return 'no_text';
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return 'invalid_blocks_format';
  if (blocks.length === 0 || blocks.length > LIMITS.blocks || !blocks.every(isBlock)) return 'invalid_blocks';
  return JSON.stringify(blocks).length > LIMITS.total ? 'msg_blocks_too_long' : undefined;
}

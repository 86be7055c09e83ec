import type { TakenMessage } from './slack-server.ts';

interface Element {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly style?: { readonly bold?: boolean };
}

type Parts = readonly { readonly type: string; readonly elements: readonly Element[] }[];
export type Blocks = readonly Readonly<Record<string, unknown>>[];

/** Every element of every rich text of a message, in order. */
export function elementsOf(blocks: Blocks): readonly Element[] {
  return blocks.flatMap(({ type, elements }) =>
    type === 'rich_text' ? (elements as Parts).flatMap((part) => part.elements) : [],
  );
}

/** What one reads in a message; a block in one face between lines of dashes. */
export function shownText(blocks: Blocks): string {
  const shown = (element: Element) => {
    return element.type === 'link' ? `${element.text} <${element.url}>` : (element.text ?? '');
  };
  const part = ({ type, elements }: Parts[number]) => {
    const text = elements.map(shown).join('');
    return type === 'rich_text_preformatted' ? `\n-----\n${text}\n-----` : text;
  };
  return blocks
    .map((block) =>
      block.type === 'rich_text' ? (block.elements as Parts).map(part).join('') : `# ${(block.text as { text: string }).text}`,
    )
    .join('\n\n');
}

interface Announcement {
  readonly kind: string;
  readonly name: string;
}

/** Of whom a message says what: `New`, `Changed`, `Still open`, `Resolved`. Where it came without its blocks, its text says it. */
export function announcements({ blocks, text }: Pick<TakenMessage, 'blocks' | 'text'>): readonly Announcement[] {
  if (blocks.length === 0) return text.split('\n').flatMap(announcedIn);
  const elements = elementsOf(blocks);
  return elements.flatMap(({ text: said = '', style }, index) => {
    const [, kind = '', subject = ''] = (style?.bold && /^\S+ ([\w ]+), \w+: (.*)$/su.exec(said)) || [];
    return announced(kind, subject, elements[index + 1]?.text ?? '');
  });
}

function announcedIn(line: string): readonly Announcement[] {
  const [, kind = '', subject = '', place = ''] = /^([\w ]+), \w+: (.*?)( \(.*)$/su.exec(line) ?? [];
  return announced(kind, subject, place);
}

function announced(kind: string, subject: string, place: string): readonly Announcement[] {
  if (subject === '') return [];
  const names = /^\d+ roles$/.test(subject) ? place.replace(/^ \((.*?)[;)].*$/s, '$1').split(', ') : [subject];
  return names.map((name) => ({ kind, name }));
}

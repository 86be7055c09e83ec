import type { NoticeGroup } from '../notice-groups.ts';
import { type ToldGroup, toldGroup } from '../told-group.ts';
import { type RichTextElement, type RichTextPart, richText, type SlackBlock, section } from './blocks.ts';
import { briefLine, fullParts } from './group-parts.ts';
import { MOST_BLOCKS, MOST_BYTES, sizeOf } from './limits.ts';

/** Groups that go into one message, and how they are shown there. */
export interface Packed {
  readonly groups: readonly NoticeGroup[];
  readonly blocks: readonly SlackBlock[];
}

interface Shown {
  readonly group: NoticeGroup;
  readonly told: ToldGroup;
  readonly brief: readonly RichTextElement[];
  /** `undefined` where there is only room for one line. */
  readonly full?: readonly RichTextPart[];
}

/** For a header, and for what stands above and below all groups. */
const RESERVED = { blocks: 3, bytes: 1200 };
const ROOM = MOST_BYTES - RESERVED.bytes;
/** What a block and a section around it add to a line. */
const FRAME = sizeOf(richText([section()])) + 1;
/** Each group that is told in full may come with a block of lines before it. */
const MOST_FULL = Math.floor((MOST_BLOCKS - RESERVED.blocks - 1) / 2);

function sizeOfLines(message: readonly Shown[]): number {
  return FRAME + message.reduce((sum, { brief }) => sum + sizeOf(brief), 0);
}

/** As few messages as one line of each group needs; of more than one, half of the first is for telling the worst in full. */
function sharedOut(shown: readonly Shown[]): readonly (readonly Shown[])[] {
  if (sizeOfLines(shown) <= ROOM) return [shown];
  const messages: Shown[][] = [[]];
  let room = ROOM / 2;
  for (const one of shown) {
    room -= sizeOf(one.brief);
    if (room < 0) {
      messages.push([]);
      room = ROOM - FRAME - sizeOf(one.brief);
    }
    messages.at(-1)?.push(one);
  }
  return messages;
}

function shownGroup(group: NoticeGroup): Shown {
  const told = toldGroup(group);
  return { group, told, brief: briefLine(told) };
}

/** The most that is said of a group in so many bytes more than its line takes, where there is room for more at all. */
function fullForm(
  { told, brief }: Shown,
  room: number,
): { readonly parts: readonly RichTextPart[]; readonly more: number } | undefined {
  const form = (diff: readonly string[]) => {
    const parts = fullParts(told, diff);
    return { parts, more: sizeOf(parts) + 2 * FRAME - sizeOf(brief) };
  };
  const least = form([]);
  if (least.more > room) return undefined;
  const most = form(told.diff());
  return most.more <= room ? most : least;
}

/** Tells in full what there is room for, the worst first. */
function filled(message: readonly Shown[]): readonly Shown[] {
  let room = ROOM - sizeOfLines(message);
  let left = MOST_FULL;
  return message.map((shown) => {
    const full = left === 0 ? undefined : fullForm(shown, room);
    if (full === undefined) return shown;
    room -= full.more;
    left -= 1;
    return { ...shown, full: full.parts };
  });
}

/** A block for each group that is told in full, and one for all lines between two of these. */
function blocksOf(message: readonly Shown[]): readonly SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let lines: readonly RichTextElement[] = [];
  const flush = () => {
    if (lines.length > 0) blocks.push(richText([section(...lines)]));
    lines = [];
  };
  for (const { full, brief } of message) {
    if (full === undefined) lines = [...lines, ...brief];
    else {
      flush();
      blocks.push(richText(full));
    }
  }
  flush();
  return blocks;
}

/** Spreads groups over as few messages as possible, in their order; each is at least named. */
export function packed(groups: readonly NoticeGroup[]): readonly Packed[] {
  return sharedOut(groups.map(shownGroup)).map((message) => ({
    groups: message.map(({ group }) => group),
    blocks: blocksOf(filled(message)),
  }));
}

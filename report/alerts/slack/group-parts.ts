import { clipped } from '../clipped.ts';
import type { ToldGroup } from '../told-group.ts';
import { bold, code, mark, plain, preformatted, type RichTextElement, type RichTextPart, section } from './blocks.ts';
import { LONGEST_SECTION } from './limits.ts';

const LONGEST_BRIEF = 160;

function heading({ kind, severity, label, subject }: ToldGroup): RichTextElement {
  return bold(`${mark(severity, kind === 'resolved')} ${label}: ${subject}`);
}

function lines(texts: readonly string[]): readonly RichTextPart[] {
  const said = texts.filter((text) => text !== '');
  return said.length === 0 ? [] : [section(plain(clipped(`\n${said.join('\n')}`, LONGEST_SECTION)))];
}

/** All that is said of a group, with what differs or without. */
export function fullParts(group: ToldGroup, diff: readonly string[]): readonly RichTextPart[] {
  return [
    section(heading(group), plain(` (${group.place}) `), code(group.what)),
    ...lines(group.sentences),
    ...preformatted(diff),
    ...lines([group.next]),
    ...preformatted(group.command === null ? group.spec : [group.command]),
  ];
}

/** One line of a group. */
export function briefLine(group: ToldGroup): readonly RichTextElement[] {
  const place = group.shortPlace === '' ? '' : ` (${group.shortPlace})`;
  const said = clipped(group.sentences[0] ?? '', LONGEST_BRIEF);
  return [heading(group), plain(`${place} ${clipped(group.what, 100)}: ${said}\n`)];
}

import { unlinked } from './lookalikes.ts';
import type { NoticeGroup } from './notice-groups.ts';
import { toldGroup } from './told-group.ts';

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`.trimEnd());
}

/** All that is said of a group, as lines of plain text. Only what is to be pasted may hold an address. */
export function groupText(group: NoticeGroup): readonly string[] {
  const { label, subject, place, what, sentences, diff, next, command, spec } = toldGroup(group);
  const toRead = [what, ...sentences, ...diff(), next].map(unlinked);
  const toPaste = [...(command === null ? [] : [`$ ${command}`]), ...spec];
  return [
    unlinked(`${label.toUpperCase()}: ${subject} (${place})`),
    ...indented([...toRead, ...toPaste].filter((line) => line !== '')),
  ];
}

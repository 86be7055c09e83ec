import type { NoticeGroup } from './notice-groups.ts';
import { toldGroup } from './told-group.ts';

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`.trimEnd());
}

/** All that is said of a group, as lines of plain text. */
export function groupText(group: NoticeGroup): readonly string[] {
  const { label, subject, place, what, sentences, diff, next, command } = toldGroup(group);
  return [
    `${label.toUpperCase()}: ${subject} (${place})`,
    ...indented(
      [what, ...sentences, ...diff(), next, ...(command === null ? [] : [`$ ${command}`])].filter((line) => line !== ''),
    ),
  ];
}

import type { Notice } from '../../controller/alerts/alert.ts';

/** What ended before it came up again, and all else: such an end, said after the next opening, would be taken for that one's. */
export function endsFirst(notices: readonly Notice[]): readonly (readonly Notice[])[] {
  const opened = new Map(notices.flatMap(({ kind, violation }, index) => (kind === 'opened' ? [[violation.key, index]] : [])));
  const isBefore = ({ kind, violation }: Notice, index: number) =>
    kind === 'resolved' && index < (opened.get(violation.key) ?? -1);
  const ended = notices.filter(isBefore);
  return ended.length === 0 ? [notices] : [ended, notices.filter((notice, index) => !isBefore(notice, index))];
}

import type { Notice } from '../../controller/alerts/alert.ts';
import { grouped } from './grouped.ts';
import { worstNoticeFirst } from './worst-notice-first.ts';

/** Notices that are told together: one, or many with one cause; the first stands for all. */
export type NoticeGroup = readonly [Notice, ...Notice[]];

/** From here on, violations that share a cause are told together. */
const MANY = 3;

/**
 * What violations of one cause have in common: all but whose they are. What an audit finds names roles and resources of each task
 * definition, so the rule is the cause.
 */
function causeOf({ kind, violation }: Notice): string {
  const { account, subject, topic, what, severity, access, message } = violation;
  const said = topic === 'finding' ? '' : message.replaceAll(subject.name, '');
  return JSON.stringify([kind, account, subject.kind, topic, what, severity, access, said]);
}

/** Causes, told apart where one of them befell a subject again while nothing could be said. */
function causesOf(notices: readonly Notice[]): ReadonlyMap<Notice, string> {
  const times = new Map<string, number>();
  return new Map(
    notices.map((notice) => {
      const cause = causeOf(notice);
      const own = JSON.stringify([cause, notice.violation.key]);
      const time = (times.get(own) ?? 0) + 1;
      times.set(own, time);
      return [notice, `${time} ${cause}`];
    }),
  );
}

/** Notices worst first, those with one cause together at the place of the first. */
export function noticeGroups(notices: readonly Notice[]): readonly NoticeGroup[] {
  const sorted = worstNoticeFirst(notices);
  const causes = causesOf(sorted);
  const groups = grouped(sorted, (notice) => causes.get(notice) ?? '');
  return sorted.flatMap((notice) => {
    const [first, ...others] = groups.get(causes.get(notice) ?? '') ?? [];
    if (first === undefined || others.length + 1 < MANY) return [[notice] satisfies NoticeGroup];
    return first === notice ? [[first, ...others] satisfies NoticeGroup] : [];
  });
}

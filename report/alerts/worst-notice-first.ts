import { NOTICE_KINDS, type Notice } from '../../controller/alerts/alert.ts';
import { SEVERITIES } from '../../specs/types.ts';

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function compareNotices(one: Notice, other: Notice): number {
  return (
    Number(one.kind === 'resolved') - Number(other.kind === 'resolved') ||
    SEVERITIES.indexOf(other.violation.severity) - SEVERITIES.indexOf(one.violation.severity) ||
    NOTICE_KINDS.indexOf(one.kind) - NOTICE_KINDS.indexOf(other.kind) ||
    compareTexts(one.violation.subject.name, other.violation.subject.name) ||
    compareTexts(one.violation.what, other.violation.what)
  );
}

/** What is wrong before what is over, the worst first, what is new before what was said before. */
export function worstNoticeFirst(notices: readonly Notice[]): readonly Notice[] {
  return [...notices].sort(compareNotices);
}

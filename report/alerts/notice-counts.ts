import { NOTICE_KINDS, type Notice, type NoticeKind } from '../../controller/alerts/alert.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { counted } from '../words/counts.ts';
import { oneLine } from './violation-words.ts';

const WORDS: Readonly<Record<NoticeKind, string>> = {
  opened: 'new',
  updated: 'changed',
  reminder: 'still open',
  resolved: 'resolved',
};

/** How many of each value there are, in the order of `values`. */
export function countsOf<T>(values: readonly T[], found: readonly T[]): readonly (readonly [T, number])[] {
  const counts = values.map((value) => [value, found.filter((one) => one === value).length] as const);
  return counts.filter(([, count]) => count > 0);
}

/** `account 111122223333`. */
export function accountWords(notices: readonly Notice[]): string {
  const accounts = [...new Set(notices.map(({ violation }) => oneLine(violation.account, 20)))];
  return accounts.length === 1 ? `account ${accounts[0]}` : counted(accounts.length, 'account');
}

function worstWords(notices: readonly Notice[]): string {
  const open = notices.filter(({ kind }) => kind !== 'resolved').map(({ violation }) => violation.severity);
  const worst = [...SEVERITIES].reverse().find((severity) => open.includes(severity));
  return worst === undefined ? '' : `, ${worst}${open.length === 1 ? '' : ' at worst'}`;
}

/** `2 new, 1 resolved in account 111122223333, critical at worst`. */
export function countsLine(notices: readonly Notice[]): string {
  const kinds = countsOf(
    NOTICE_KINDS,
    notices.map(({ kind }) => kind),
  );
  const counts = kinds.map(([kind, count]) => `${count} ${WORDS[kind]}`).join(', ');
  return `${counts} in ${accountWords(notices)}${worstWords(notices)}`;
}

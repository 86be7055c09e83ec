import type { DriftReport, Status, Summary } from '../../reconciler/types.ts';

const COUNTED: readonly (readonly [keyof Summary, Status, string])[] = [
  ['inSync', 'InSync', 'in sync'],
  ['corrected', 'Corrected', 'corrected'],
  ['drifted', 'Drifted', 'drifted'],
  ['refused', 'Refused', 'refused'],
  ['failed', 'Failed', 'failed'],
  ['unknown', 'Unknown', 'unknown'],
  ['invalid', 'Invalid', 'invalid'],
  ['suspended', 'Suspended', 'suspended'],
  ['progressing', 'Progressing', 'progressing'],
  ['orphaned', 'Orphaned', 'orphaned'],
];

/** `1 role`, `2 roles`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "7 roles in account 111122223333: 3 in sync, 2 drifted."; `paint` colours the words of one status. */
export function summaryLine(
  { account, summary }: Pick<DriftReport, 'account' | 'summary'>,
  paint: (status: Status, words: string) => string = (_, words) => words,
): string {
  const parts = COUNTED.filter(([key]) => summary[key] > 0).map(([key, status, word]) =>
    paint(status, `${summary[key]} ${word}`),
  );
  if (parts.length === 0) return `No roles to compare in account ${account}.`;
  return `${counted(summary.roles, 'role')} in account ${account}: ${parts.join(', ')}.`;
}

/** A status as people say it. */
export function statusWords(status: Status): string {
  return COUNTED.find(([, known]) => known === status)?.[2] ?? status;
}

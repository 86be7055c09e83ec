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

/** What exits 1 although every role that was asked for may be fine. */
function problemCount({ problems }: Pick<DriftReport, 'problems'>): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return errors === 0 ? '' : `, and ${counted(errors, 'problem')} in specs`;
}

/** "7 roles for account 111122223333: 3 in sync, 2 drifted."; some may be yet to be created. `paint` colours the words of one status. */
export function summaryLine(
  { account, summary, problems }: Pick<DriftReport, 'account' | 'summary' | 'problems'>,
  paint: (status: Status, words: string) => string = (_, words) => words,
): string {
  const parts = COUNTED.filter(([key]) => summary[key] > 0).map(([key, status, word]) =>
    paint(status, `${summary[key]} ${word}`),
  );
  const wrong = problemCount({ problems });
  if (parts.length === 0) return `No roles to compare in account ${account}${wrong}.`;
  return `${counted(summary.roles, 'role')} for account ${account}: ${parts.join(', ')}${wrong}.`;
}

/** A status as people say it. */
export function statusWords(status: Status): string {
  return COUNTED.find(([, known]) => known === status)?.[2] ?? status;
}

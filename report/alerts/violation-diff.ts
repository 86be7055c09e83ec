import type { AlertViolation } from '../../controller/alerts/alert.ts';
import type { Drift } from '../../reconciler/types.ts';
import { type DiffLine, driftDiff } from '../drift/drift-diff.ts';
import { printable } from '../escaping/printable.ts';
import { clipped } from './clipped.ts';

const LONGEST_LINE = 160;
const MOST_CHARACTERS = 1500;

function kindOf({ desired, observed }: NonNullable<AlertViolation['values']>): Drift['kind'] {
  if (desired === null) return 'extra';
  return observed === null ? 'missing' : 'different';
}

function bounded(lines: readonly string[]): readonly string[] {
  let room = MOST_CHARACTERS;
  const fitting = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  return fitting === -1 ? lines : [...lines.slice(0, fitting), `… ${lines.length - fitting} more lines`];
}

const SIDES = ['+++ live', '--- spec'];
const OTHER_WAY: Readonly<Record<DiffLine['sign'], string>> = { '-': '+', '+': '-', ' ': ' ', '…': '…' };

/** What turned the spec into live, live first, as few short lines; empty where there is nothing to compare. */
export function violationDiff(violation: AlertViolation): readonly string[] {
  const { what, access, severity, detail, values, by } = violation;
  if (values === null || access === null) return [];
  const drift: Drift = { unit: what, kind: kindOf(values), access, severity, ...values, detail, tolerated: null, by };
  const lines = driftDiff(drift).map(({ sign, text }) =>
    clipped(`${OTHER_WAY[sign]} ${printable(text)}`.trimEnd(), LONGEST_LINE),
  );
  return lines.length === 0 ? [] : [...SIDES, ...bounded(lines)];
}

import { remainingDrift } from '../../controller/folding/remaining-drift.ts';
import { printable } from '../escaping/printable.ts';
import type { Layout } from '../role-text.ts';
import { worstDriftFirst } from '../words/worst-first.ts';
import { age } from './age.ts';
import { columns } from './columns.ts';
import type { ShownRole } from './controller-status.ts';

const HEADINGS = ['NAME', 'KIND', 'MODE', 'STATUS', 'AGE', 'CHECKED', 'DRIFT'];
const STATUS = HEADINGS.indexOf('STATUS');

/** How many, and the worst: "3 (critical, wider)". */
function driftCell(role: ShownRole): string {
  const drift = remainingDrift(role);
  const [worst] = worstDriftFirst(drift);
  if (worst === undefined) return '-';
  return `${drift.length} (${worst.severity}, ${worst.access})`;
}

function cells(role: ShownRole, asOf: string): readonly string[] {
  const { name, kind, mode, status, since, checkedAt } = role;
  return [printable(name), kind ?? '-', mode, status, age(since, asOf), age(checkedAt, asOf), driftCell(role)];
}

/** One line a role, in their order. */
export function statusTable(roles: readonly ShownRole[], asOf: string, { ink }: Layout): readonly string[] {
  const rows = [HEADINGS, ...roles.map((role) => cells(role, asOf))];
  return columns(rows, (cell, row, column) => {
    const role = roles[row - 1];
    if (role === undefined) return ink.bold(cell);
    return column === STATUS ? ink.status[role.status](cell) : cell;
  });
}

import { printable } from '../escaping/printable.ts';
import type { Layout } from '../role-text.ts';
import { summaryLine } from '../words/counts.ts';
import { createInk } from '../words/ink.ts';
import type { ControllerStatus } from './controller-status.ts';
import { roleDescription } from './role-description.ts';
import { type Repeated, statusHeading } from './status-heading.ts';
import { statusTable } from './status-table.ts';

export interface StatusTextOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** What commands that are named repeat of this one. */
  readonly repeated: Repeated;
}

function layoutOf({ color, width }: StatusTextOptions): Layout {
  return { ink: createInk(color), width };
}

/** All roles as a table below what holds for all of them. Ends with a newline. */
export function statusText(status: ControllerStatus, options: StatusTextOptions): string {
  const layout = layoutOf(options);
  const { ink } = layout;
  const summary = summaryLine({ ...status, account: printable(status.account), problems: [] }, (one, words) =>
    ink.status[one](words),
  );
  const table = status.roles.length === 0 ? [] : [...statusTable(status.roles, status.asOf, layout), ''];
  return `${[...statusHeading(status, options.repeated, layout), '', ...table, ink.bold(summary)].join('\n')}\n`;
}

/** Everything that is known of the roles shown. Ends with a newline. */
export function descriptionText(status: ControllerStatus, options: StatusTextOptions): string {
  const layout = layoutOf(options);
  return `${status.roles.map((role) => roleDescription(role, status, options.repeated, layout).join('\n')).join('\n\n')}\n`;
}

import { minuteOf } from '../../../controller/instant.ts';

/** Where people can read a report. */
export interface ReportLink {
  readonly url: string;
  /** When it stops working at the latest, for it opens the report to whoever has it; `null`: AWS asks who one is. */
  readonly until: string | null;
}

/** What one must know of a link before one hands it on; empty for one that asks who one is. */
export function linkNote({ until }: ReportLink): string {
  if (until === null) return '';
  return `The link works until ${minuteOf(until)} at the latest. Whoever has it can read the report, so keep it to yourselves.`;
}

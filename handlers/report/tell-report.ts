import type { ReportOutcome } from '../../controller/reports/run-report.ts';
import type { SaidReport } from '../../controller/reports/say-report.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { Overview } from '../../report/overview/overview.ts';
import type { Observer } from '../observer.ts';

/** Tells in one line which report there is and where people were told, and a line for each channel that did not take it. */
export function tellReport({ name, report, isNew, said }: ReportOutcome<Overview>, observer: Observer): void {
  const { madeAt, complete, summary, audit, changes, notices, problems } = report;
  observer.info('report', {
    ...{ name, made: isNew, madeAt, complete, roles: summary, audit },
    appeared: changes?.appeared.length ?? null,
    gone: changes?.gone.length ?? null,
    notices: notices.length,
    problems: problems.length,
    channels: said.map(({ channel, result }) => ({ channel: printable(channel), result })),
  });
  const failing = said.filter(isFailing);
  for (const { channel, problem } of failing)
    observer.warn('channel failed', { channel: printable(channel), why: printable(problem ?? '') });
  observer.measure({ name: 'ReportMade', unit: 'Count', value: isNew ? 1 : 0 });
  observer.measure({ name: 'ReportChannelsFailing', unit: 'Count', value: failing.length });
}

function isFailing({ result }: SaidReport): boolean {
  return result === 'failed' || result === 'refused';
}

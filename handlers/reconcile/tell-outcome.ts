import type { CallCounts } from '../../controller/counting-iam.ts';
import type { PassOutcome } from '../../controller/ports.ts';
import { printable } from '../../report/escaping/printable.ts';
import { runLine } from '../../report/run/run-line.ts';
import { runMetrics } from '../../report/run/run-metrics.ts';
import { runWarnings } from '../../report/run/run-warnings.ts';
import type { Observer } from '../observer.ts';

/** Tells a run's story in one line, and a line for each kind of thing that somebody should look at. */
export function tellOutcome(outcome: PassOutcome, calls: CallCounts, observer: Observer): void {
  if (outcome.result === 'busy') {
    observer.info('busy', { why: printable(outcome.message) });
    return;
  }
  observer.info('run', { ...runLine(outcome, calls) });
  for (const { message, about } of runWarnings(outcome)) observer.warn(message, about);
  for (const metric of runMetrics(outcome, calls)) observer.measure(metric);
}

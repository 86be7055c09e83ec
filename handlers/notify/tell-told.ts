import type { AlertState } from '../../controller/alerts/alert.ts';
import { EVENTS_CHANNEL } from '../../controller/alerts/routing.ts';
import type { Told } from '../../controller/alerts/tell.ts';
import { toldLine } from '../../report/run/told-line.ts';
import { toldMetrics } from '../../report/run/told-metrics.ts';
import { toldWarnings } from '../../report/run/told-warnings.ts';
import type { Observer } from '../observer.ts';
import type { NotifySettings } from './notify-settings.ts';

/** What was said after one look at all that is known. */
export interface TellingOutcome {
  readonly told: readonly Told[];
  /** Of alerts, once everything was said. */
  readonly remembered: AlertState | undefined;
  /** Whether results of the audit could not be read. */
  readonly auditsIncomplete: boolean;
}

/** Tells in one line what was said, and a line for each channel that did not take it. Where there is no bus, nobody counts as told. */
export function tellTold(
  rounds: readonly TellingOutcome[],
  { channels }: Pick<NotifySettings, 'channels'>,
  observer: Observer,
): void {
  const isAnybody = ({ channel }: Told) => channel !== EVENTS_CHANNEL || channels.eventBus !== undefined;
  const told = rounds.flatMap((round) => round.told).filter(isAnybody);
  const { remembered, auditsIncomplete = false } = rounds.at(-1) ?? {};
  const line = toldLine(told, remembered, auditsIncomplete);
  observer.info('told', { ...line });
  for (const { message, about } of toldWarnings(told)) observer.warn(message, about);
  for (const metric of toldMetrics(line)) observer.measure(metric);
}

import type { AlertState } from '../../controller/alerts/alert.ts';
import type { Told } from '../../controller/alerts/tell.ts';
import type { Severity } from '../../specs/types.ts';
import { printable } from '../escaping/printable.ts';
import { tally } from './run-line.ts';

/** A telling's story in one line of a log: counts and the names of channels. */
export interface ToldLine {
  /** Those that there was something to say to. */
  readonly channels: readonly { readonly channel: string; readonly notices: number; readonly sent: boolean }[];
  /** Notices that are still to be said. */
  readonly waiting: number;
  /** Alerts that somebody was told of and that are not over, by severity; severities without any are left out. */
  readonly open: Readonly<Partial<Record<Severity, number>>>;
  /** Whether results of the audit could not be read, so that neither their findings are told nor their end is. */
  readonly auditsIncomplete: boolean;
}

/** @param remembered of alerts, once everything was said */
export function toldLine(told: readonly Told[], remembered: AlertState | undefined, auditsIncomplete: boolean): ToldLine {
  const { alerts = {}, pending = [] } = remembered ?? {};
  const open = Object.values(alerts).filter((alert) => Object.keys(alert.told).length > 0);
  return {
    channels: told.map(({ channel, notices, problem }) => ({ channel: printable(channel), notices, sent: problem === null })),
    waiting: pending.reduce((sum, { notices }) => sum + notices.length, 0),
    open: tally(open.map(({ violation }) => violation.severity)),
    auditsIncomplete,
  };
}

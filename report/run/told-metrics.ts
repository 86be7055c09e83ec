import { SEVERITIES } from '../../specs/types.ts';
import type { Metric } from './run-metrics.ts';
import type { ToldLine } from './told-line.ts';

/** A telling in numbers; alerts over all that are remembered. */
export function toldMetrics({ channels, waiting, open }: Omit<ToldLine, 'auditsIncomplete'>): readonly Metric[] {
  const sent = channels.filter((channel) => channel.sent);
  const counts = [
    ['NoticesSent', sent.reduce((sum, { notices }) => sum + notices, 0)],
    ['NoticesWaiting', waiting],
    ['ChannelsFailing', channels.length - sent.length],
    ...SEVERITIES.map((severity) => [`OpenAlerts${capitalized(severity)}`, open[severity] ?? 0] as const),
  ] as const;
  return counts.map(([name, value]) => ({ name, unit: 'Count', value }));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

import { DEFAULT_CHANNEL, EVENTS_CHANNEL, type Routing } from '../../controller/alerts/routing.ts';
import type { Guards } from '../../specs/types.ts';

/** What goes to a channel, as the guards say: from which severity on, and with which labels. */
export function takenBy(channel: string, { routes, alertSeverity }: Routing): string {
  if (channel === EVENTS_CHANNEL) return 'everything';
  const routed = routes.filter((route) => route.channel === channel).map((route) => routeWords(route, alertSeverity));
  const rest = channel === DEFAULT_CHANNEL ? [`severity ${alertSeverity} or above where no route fits`] : [];
  return [...routed, ...rest].join('; ');
}

function routeWords({ severity, labels }: Guards['routes'][number], alertSeverity: string): string {
  const from = severity ?? alertSeverity;
  const named = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const labelled = named.length === 0 ? '' : ` with the labels ${named.join(', ')}`;
  return `severity ${from}${from === 'critical' ? '' : ' or above'}${labelled}`;
}

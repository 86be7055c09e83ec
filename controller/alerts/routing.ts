import { type Guards, SEVERITIES } from '../../specs/types.ts';
import type { AlertViolation } from './alert.ts';

/** Where everything goes for which there is no route. */
export const DEFAULT_CHANNEL = 'default';
/** The channel for machines, which is told everything. */
export const EVENTS_CHANNEL = 'events';

/** The channels that are told of a violation, each once: those of all routes that fit it, else the default one. */
export function channelsFor(
  { labels, severity }: AlertViolation,
  { routes, alertSeverity }: Pick<Guards, 'routes' | 'alertSeverity'>,
) {
  const rank = SEVERITIES.indexOf(severity);
  const fitting = routes.filter(
    (route) =>
      rank >= SEVERITIES.indexOf(route.severity ?? alertSeverity) &&
      Object.entries(route.labels).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value),
  );
  const channels = fitting.length === 0 ? [DEFAULT_CHANNEL] : fitting.map(({ channel }) => channel);
  return [...new Set([...channels, EVENTS_CHANNEL])];
}

import { type Guards, SEVERITIES, type Severity } from '../../specs/types.ts';
import type { AlertViolation } from './alert.ts';

/** Where everything goes for which there is no route. */
export const DEFAULT_CHANNEL = 'default';
/** The channel for machines, which is told of everything, whatever its severity. */
export const EVENTS_CHANNEL = 'events';

/** Who is told what, as the guards say. */
export type Routing = Pick<Guards, 'routes' | 'alertSeverity'>;

/**
 * The channels that are told of a violation, each once: those of all routes that fit it, else the default one from the alert severity
 * on. A route may take less than the alert severity. Machines are told of everything, for they choose by themselves.
 */
export function channelsFor(violation: AlertViolation, { routes, alertSeverity }: Routing): readonly string[] {
  const fitting = routes.filter(
    (route) => isAtLeast(violation.severity, route.severity ?? alertSeverity) && hasLabels(violation, route.labels),
  );
  const unrouted = isAtLeast(violation.severity, alertSeverity) ? [DEFAULT_CHANNEL] : [];
  const people = fitting.length === 0 ? unrouted : fitting.map(({ channel }) => channel);
  return [...new Set([...people, EVENTS_CHANNEL])];
}

function hasLabels({ labels }: AlertViolation, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

import type { AlertState } from './alert.ts';
import { DEFAULT_CHANNEL, EVENTS_CHANNEL, type Routing } from './routing.ts';

/** Whether anything new would go to a channel; the end of what was told in another one goes there all the same. */
export function isNamed(channel: string, { routes }: Pick<Routing, 'routes'>): boolean {
  return channel === DEFAULT_CHANNEL || channel === EVENTS_CHANNEL || routes.some((route) => route.channel === channel);
}

/** As if nobody had ever been told there: else each change of what was told would wait for it in vain. */
export function withoutChannel({ alerts, pending, threads, ...state }: AlertState, channel: string): AlertState {
  const remaining = Object.entries(alerts).map(
    ([key, alert]) => [key, { ...alert, told: without(alert.told, channel) }] as const,
  );
  return {
    ...state,
    alerts: Object.fromEntries(remaining),
    pending: pending.filter((waiting) => waiting.channel !== channel),
    threads: without(threads, channel),
  };
}

function without<T>(named: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(named).filter(([other]) => other !== name));
}

import type { Guards } from '../../specs/types.ts';
import type { Routing } from './routing.ts';

export interface LifeSettings {
  /** How long somebody who was told of a violation is not told of it again, unless it gets worse. */
  readonly reminderSeconds: number;
  /** How many runs in a row something must be unreadable before that is a violation. */
  readonly failingRuns: number;
}

/** Who is told, when, and when again. */
export type LifePolicy = Routing & LifeSettings;

/** What the guards and a deployment's settings say together. */
export function lifePolicyOf({ routes, alertSeverity }: Pick<Guards, keyof Routing>, settings: LifeSettings): LifePolicy {
  return { routes, alertSeverity, ...settings };
}

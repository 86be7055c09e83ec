import type { PendingNotices } from '../../controller/alerts/alert.ts';
import { foundIn } from '../../controller/alerts/first-look.ts';
import { advance } from '../../controller/alerts/life.ts';
import { lifePolicyOf } from '../../controller/alerts/life-policy.ts';
import { observationOf } from '../../controller/alerts/observing/observe.ts';
import type { Watched } from '../../controller/alerts/observing/watched.ts';
import { enqueued } from '../../controller/alerts/outbox.ts';
import { DEFAULT_CHANNEL, EVENTS_CHANNEL, type Routing } from '../../controller/alerts/routing.ts';
import type { Guards } from '../../specs/types.ts';

export interface WouldSay {
  /** As the first look's digest, channel by channel. */
  readonly pending: readonly PendingNotices[];
  /** The names of what could not be judged: people are told of it only if that lasts. */
  readonly unjudged: readonly string[];
}

/** Nothing was said before, so nothing is reminded of, and nothing has failed for several runs in a row. */
const NOTHING_SAID = { alerts: {}, failing: {} } as const;
const FIRST_TIME = { reminderSeconds: 0, failingRuns: Number.POSITIVE_INFINITY } as const;

/** What would be said now if nothing had been said before. */
export function wouldSay(watched: Watched, guards: Routing): WouldSay {
  const observation = observationOf(watched);
  const { notices } = advance(NOTHING_SAID, observation, watched.now, lifePolicyOf(guards, FIRST_TIME));
  const names = observation.unjudged.map(({ violation: { subject } }) => `${subject.kind} ${subject.name}`);
  const found = notices.map((addressed) => foundIn({}, observation.sources ?? [], addressed));
  return { pending: enqueued([], found, watched.now), unjudged: names };
}

/** All channels that anything may go to, each once. */
export function routedChannels({ routes }: Pick<Guards, 'routes'>): readonly string[] {
  return [...new Set([...routes.map(({ channel }) => channel), DEFAULT_CHANNEL, EVENTS_CHANNEL])];
}

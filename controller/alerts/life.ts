import { isDeepStrictEqual } from 'node:util';
import { isWithin } from '../instant.ts';
import type { Alert, AlertState, AlertViolation, LastSaid, Notice, NoticeKind } from './alert.ts';
import { stillFailing } from './failing.ts';
import { isWorse, worstSaid } from './last-said.ts';
import type { LifePolicy } from './life-policy.ts';
import type { Observation } from './observation.ts';
import { channelsFor } from './routing.ts';

/** What becomes of the alerts when something is observed, and what is to be said where. */
export interface Advanced {
  readonly alerts: AlertState['alerts'];
  readonly failing: AlertState['failing'];
  readonly notices: readonly Addressed[];
}

export interface Addressed {
  readonly channel: string;
  readonly notice: Notice;
}

/**
 * One step in the life of all alerts, which is one of its own in each channel: new, then open, updated at once where it got worse,
 * else updated and reminded of at most once in a reminder period, and resolved once it is known to be over. What could not be judged
 * neither opens nor resolves.
 */
export function advance(
  { alerts, failing }: Pick<AlertState, 'alerts' | 'failing'>,
  observation: Observation,
  now: Date,
  policy: LifePolicy,
): Advanced {
  const unreadable = stillFailing(failing, observation, now, policy.failingRuns);
  const missed = (observation.missed ?? []).filter(({ key }) => !Object.hasOwn(alerts, key));
  const all = [...missed, ...observation.violations, ...unreadable.violations];
  const seen = new Map(all.map((violation) => [violation.key, violation]));
  const unseen = Object.values(alerts).filter(({ violation }) => !seen.has(violation.key));
  const steps = [
    ...unseen.map((alert) => whileUnseen(alert, observation, now, policy)),
    ...[...seen.values()].map((violation) => open(knownAs(violation, alerts, now), now, policy)),
  ];
  return {
    alerts: Object.fromEntries(steps.flatMap(({ alert }) => (alert === undefined ? [] : [[alert.violation.key, alert]]))),
    failing: unreadable.failing,
    notices: steps.flatMap(({ notices }) => notices),
  };
}

interface Step {
  /** `undefined` once it is over. */
  readonly alert?: Alert;
  readonly notices: readonly Addressed[];
}

/** A violation that is the same stays the very value that notices hold which still wait, so that it is kept once. */
function knownAs(violation: AlertViolation, alerts: AlertState['alerts'], now: Date): Alert {
  const known = Object.hasOwn(alerts, violation.key) ? alerts[violation.key] : undefined;
  const isSame = known !== undefined && isDeepStrictEqual(known.violation, violation);
  return { openedAt: now.toISOString(), told: {}, ...known, violation: isSame ? known.violation : violation };
}

function whileUnseen(alert: Alert, observation: Observation, now: Date, policy: LifePolicy): Step {
  if (!observation.isJudged(alert.violation)) return { alert, notices: [] };
  return observation.isForgotten?.(alert) ? open(alert, now, policy) : resolved(alert, now);
}

/** Whoever was told of it is told of its end, wherever it would be told by now. */
function resolved(alert: Alert, now: Date): Step {
  return { notices: Object.keys(alert.told).map((channel) => ({ channel, notice: noticeOf('resolved', alert, now) })) };
}

function open(alert: Alert, now: Date, policy: LifePolicy): Step {
  const routed = channelsFor(alert.violation, policy);
  const notices = [...new Set([...routed, ...Object.keys(alert.told)])].flatMap((channel): Addressed[] => {
    const kind = kindFor(alert.violation, saidIn(alert, channel), routed.includes(channel), now, policy);
    return kind === undefined ? [] : [{ channel, notice: noticeOf(kind, alert, now) }];
  });
  const said = notices.map(({ channel }) => [channel, worstSaid(alert.violation, saidIn(alert, channel), now, policy)]);
  return { alert: { ...alert, told: { ...alert.told, ...Object.fromEntries(said) } }, notices };
}

function saidIn({ told }: Alert, channel: string): LastSaid | undefined {
  return Object.hasOwn(told, channel) ? told[channel] : undefined;
}

/** What is to be said now in a channel. Where it would not go any more nobody is reminded of it, but its changes are told. */
function kindFor(
  seen: AlertViolation,
  said: LastSaid | undefined,
  isRouted: boolean,
  now: Date,
  { reminderSeconds }: LifePolicy,
): NoticeKind | undefined {
  if (said === undefined) return 'opened';
  if (isWorse(seen, said)) return 'updated';
  if (isWithin(said.at, now, reminderSeconds)) return undefined;
  if (seen.value !== said.value) return 'updated';
  return isRouted ? 'reminder' : undefined;
}

function noticeOf(kind: NoticeKind, { violation, openedAt }: Alert, now: Date): Notice {
  return { kind, violation, openedAt, at: now.toISOString() };
}

import { isWithin, secondsAfter } from '../instant.ts';
import { changeObject } from '../state/change-object.ts';
import type { VersionedObject } from '../state/versioned-object.ts';
import type { AlertState, Notice, PendingNotices } from './alert.ts';
import { type Channels, CLOSED, type Sent } from './alert-ports.ts';
import { firstLooksAfter, foundIn, isHeld, sayable } from './first-look.ts';
import { isNamed, withoutChannel } from './left-channel.ts';
import { advance } from './life.ts';
import type { LifePolicy } from './life-policy.ts';
import type { Observation } from './observation.ts';
import { claimed, claimedBy, enqueued, released, withoutSaid } from './outbox.ts';
import { EVENTS_CHANNEL } from './routing.ts';

export interface Telling {
  /** Of this very run. */
  readonly run: string;
  readonly account: string;
  /** Where alerts are remembered. */
  readonly store: VersionedObject<AlertState>;
  readonly channels: Channels;
  readonly policy: LifePolicy;
  /** Before anything was read that the observation is made of. */
  readonly now: Date;
}

/** What became of what was to be said, channel by channel. */
export interface Told {
  readonly channel: string;
  readonly notices: number;
  /** `null`: it was sent. */
  readonly problem: string | null;
}

/** Longer than a run may live, so that nobody says what another run is still saying. */
const CLAIM_SECONDS = 330;
/** Seconds that two runs at once lie apart at most; a clock that was further ahead was wrong. */
const MOST_APART = 600;
/** Others write the alerts' state at the same time rarely, and briefly. What was sent and is not marked is said twice. */
const MOST_CONFLICTS = 20;

/**
 * Says what is new: stored first, then sent, then marked. An outage loses nothing; a death between sending and marking doubles that
 * one message at most.
 * @throws {StateUnreadable} when the alerts cannot be read or stored; then nothing was said
 */
export async function tell(observation: Observation, telling: Telling): Promise<readonly Told[]> {
  const state = await changed(telling, (before) => observed(before, observation, telling));
  const told: Told[] = [];
  const waiting = quickestFirst(sayable(state), telling.now);
  for (const [index, { channel }] of waiting.entries()) told.push(...(await say(channel, waiting.length - 1 - index, telling)));
  return told;
}

/** Slack may take all the time there is, most of all where it took nothing before: whoever answers at once is told before. */
function quickestFirst(pending: AlertState['pending'], now: Date): AlertState['pending'] {
  const isQuick = (channel: string) => channel === EVENTS_CHANNEL || channel.startsWith('sns:');
  const waited = (notices: readonly Notice[]) => notices.some(({ at }) => at < now.toISOString());
  const rank = ({ channel, notices }: PendingNotices) => (isQuick(channel) ? 0 : 1 + Number(waited(notices)));
  return pending.toSorted((one, other) => rank(one) - rank(other));
}

/** Of two runs at once the one that looked later is right, whichever comes first. */
function observed(state: AlertState, observation: Observation, { policy, now }: Telling): AlertState {
  const observedAt = now.toISOString();
  if (state.observedAt !== null && state.observedAt > observedAt && isWithin(state.observedAt, now, MOST_APART)) return state;
  const { alerts, failing, notices } = advance(state, observation, now, policy);
  const { sources = [] } = observation;
  const found = notices.map((addressed) => foundIn(state.firstLooks, sources, addressed));
  const firstLooks = firstLooksAfter(state.firstLooks, sources, now);
  return { ...state, observedAt, alerts, failing, firstLooks, pending: enqueued(state.pending, found, now) };
}

/** Two runs at once must not both send, so what waits is claimed first. @param others that are still to be told after it */
async function say(channel: string, others: number, telling: Telling): Promise<readonly Told[]> {
  const { run, now } = telling;
  const until = secondsAfter(now, CLAIM_SECONDS);
  const state = await changed(telling, (before) => {
    const isHeldHere = (notice: Notice) => isHeld(notice, channel, before.firstLooks);
    const pending = claimed(before.pending, { channel, run, until }, now, isHeldHere);
    return claimedBy(run, channel, pending) === undefined ? undefined : { ...before, pending };
  });
  const waiting = claimedBy(run, channel, state?.pending ?? []);
  if (state === undefined || waiting === undefined) return [];
  const open = await telling.channels.open(channel, others);
  const sent = open === undefined ? NOBODY : await open.send(waiting, threadsIn(state, channel));
  await changed(telling, (after) => afterSending(after, waiting, sent, telling.policy));
  return [{ channel, notices: waiting.notices.length, problem: sent.sent ? null : sent.reason }];
}

/** What no later run could send either is not kept. */
const NOBODY = { sent: false, reason: 'there is no such channel, so nobody was told', ...CLOSED } as const;

function afterSending(state: AlertState, waiting: PendingNotices, sent: Sent, policy: LifePolicy): AlertState {
  const isClosed = !sent.sent && sent.isClosed === true;
  if (isClosed && !isNamed(waiting.channel, policy)) return withoutChannel(state, waiting.channel);
  return sent.sent || sent === NOBODY ? marked(state, waiting, sent) : letGo(state, waiting, sent);
}

function threadsIn({ threads }: AlertState, channel: string): AlertState['threads'][string] {
  return (Object.hasOwn(threads, channel) ? threads[channel] : undefined) ?? {};
}

/** What a message said before the next one failed is over all the same. */
function letGo(state: AlertState, waiting: PendingNotices, sent: Sent): AlertState {
  const said = sent.sent ? undefined : sent.said;
  const after =
    said === undefined ? state : marked(state, { ...waiting, notices: said.notices }, { sent: true, threads: said.threads });
  return { ...after, pending: released(after.pending, waiting.channel, waiting.claim?.run ?? '') };
}

function marked(state: AlertState, said: PendingNotices, sent: Sent): AlertState {
  const opened = sent.sent ? sent.threads : {};
  const lastSaid = new Map(inTime(said.notices).map(({ kind, violation: { key } }) => [key, kind]));
  const known = Object.entries({ ...threadsIn(state, said.channel), ...opened });
  const threads = known.filter(([key]) => lastSaid.get(key) !== 'resolved');
  return {
    ...state,
    pending: withoutSaid(state.pending, said),
    threads: { ...state.threads, [said.channel]: Object.fromEntries(threads) },
  };
}

function inTime(notices: readonly Notice[]): readonly Notice[] {
  return notices.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Changes the state as it is by then, unless there is nothing to change. @returns what was written */
function changed<Next extends AlertState | undefined>(
  { store, account }: Telling,
  change: (state: AlertState) => Next,
): Promise<Next> {
  return changeObject(store, (state = emptyAlerts(account)) => change(state), MOST_CONFLICTS);
}

function emptyAlerts(account: string): AlertState {
  return {
    apiVersion: 'rolecall/v1',
    kind: 'AlertState',
    account,
    observedAt: null,
    alerts: {},
    pending: [],
    failing: {},
    threads: {},
    firstLooks: {},
  };
}

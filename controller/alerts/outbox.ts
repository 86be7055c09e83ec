import type { Instant } from '../state/state.ts';
import type { AlertState, Notice, PendingNotices } from './alert.ts';
import { folded } from './folded.ts';
import type { Addressed } from './life.ts';

/** Puts what is to be said behind what still waits, channel by channel; what nobody is sending just now is folded with it. */
export function enqueued(pending: AlertState['pending'], notices: readonly Addressed[], now: Date): readonly PendingNotices[] {
  const byChannel = new Map(pending.map((one) => [one.channel, one]));
  for (const channel of new Set(notices.map((one) => one.channel))) {
    const waiting = byChannel.get(channel) ?? { channel, notices: [], claim: null };
    const more = notices.filter((one) => one.channel === channel).map(({ notice }) => notice);
    byChannel.set(channel, withMore(waiting, more, now));
  }
  return [...byChannel.values()];
}

function withMore(waiting: PendingNotices, more: readonly Notice[], now: Date): PendingNotices {
  const sending = isFree(waiting, now) ? 0 : (waiting.claim?.notices ?? 0);
  const [claimedNow, free] = [waiting.notices.slice(0, sending), waiting.notices.slice(sending)];
  return { ...waiting, notices: [...claimedNow, ...folded([...free, ...more])] };
}

/** Takes what waits for a channel, but for violations whose opening is held back, unless another run is sending it just now. */
export function claimed(
  pending: AlertState['pending'],
  { channel, run, until }: { readonly channel: string; readonly run: string; readonly until: Instant },
  now: Date,
  isHeld: (notice: Notice) => boolean,
): readonly PendingNotices[] {
  return pending.map((one) => {
    if (one.channel !== channel || !isFree(one, now)) return one;
    const notices = folded(one.notices);
    const held = new Set(notices.filter(isHeld).map(({ violation }) => violation.key));
    const ready = notices.filter(({ violation }) => !held.has(violation.key));
    if (ready.length === 0) return one;
    const rest = notices.filter(({ violation }) => held.has(violation.key));
    return { ...one, notices: [...ready, ...rest], claim: { run, until, notices: ready.length } };
  });
}

/** What a run has claimed in a channel; `undefined` for nothing. */
export function claimedBy(run: string, channel: string, pending: AlertState['pending']): PendingNotices | undefined {
  const waiting = pending.find((one) => one.channel === channel);
  if (waiting?.claim?.run !== run) return undefined;
  return { ...waiting, notices: waiting.notices.slice(0, waiting.claim.notices) };
}

function isFree({ claim }: PendingNotices, now: Date): boolean {
  return claim === null || claim.until <= now.toISOString();
}

/** Gives back what a run could not send, unless another one took it over meanwhile. */
export function released(pending: AlertState['pending'], channel: string, run: string): readonly PendingNotices[] {
  return pending.map((one) => (one.channel === channel && one.claim?.run === run ? { ...one, claim: null } : one));
}

/** What waits for a channel without what a run has just said there; whatever came up meanwhile stays. */
export function withoutSaid(pending: AlertState['pending'], said: PendingNotices): readonly PendingNotices[] {
  const keys = new Set(said.notices.map(identityOf));
  const isSaid = (notice: Notice) => keys.has(identityOf(notice));
  return pending.flatMap((one) => {
    if (one.channel !== said.channel) return [one];
    const notices = one.notices.filter((notice) => !isSaid(notice));
    return notices.length === 0 ? [] : [{ ...one, notices, claim: claimAfter(one, isSaid, said.claim?.run) }];
  });
}

/** Another run may have taken over what this one sent too slowly. */
function claimAfter({ claim, notices }: PendingNotices, isSaid: (notice: Notice) => boolean, run: string | undefined) {
  if (claim === null || claim.run === run) return null;
  return { ...claim, notices: notices.slice(0, claim.notices).filter((notice) => !isSaid(notice)).length };
}

function identityOf({ kind, violation: { key }, at }: Notice): string {
  return JSON.stringify([kind, key, at]);
}

import type { Guards } from '../../specs/types.ts';
import type { Instant } from '../state/state.ts';
import type { AlertState, Notice, PendingNotices } from './alert.ts';
import { channelsFor } from './routing.ts';

/** Puts what is to be said behind what still waits, channel by channel. */
export function enqueued(
  pending: AlertState['pending'],
  notices: readonly Notice[],
  guards: Pick<Guards, 'routes' | 'alertSeverity'>,
  digest: boolean,
): readonly PendingNotices[] {
  const byChannel = new Map(pending.map((one) => [one.channel, one]));
  for (const notice of notices)
    for (const channel of channelsFor(notice.violation, guards)) {
      const waiting = byChannel.get(channel) ?? { channel, digest, notices: [], claim: null };
      byChannel.set(channel, { ...waiting, notices: [...waiting.notices, notice] });
    }
  return [...byChannel.values()];
}

/** Takes what waits for a channel, unless another run is sending it just now. */
export function claimed(pending: AlertState['pending'], channel: string, run: string, now: Date, until: Instant) {
  return pending.map((one) => (one.channel === channel && isFree(one, now) ? { ...one, claim: { run, until } } : one));
}

function isFree({ claim }: PendingNotices, now: Date): boolean {
  return claim === null || claim.until <= now.toISOString();
}

/** Gives back what could not be sent. */
export function released(pending: AlertState['pending'], channel: string): readonly PendingNotices[] {
  return pending.map((one) => (one.channel === channel ? { ...one, claim: null } : one));
}

/** What waits for a channel without what has just been said there; whatever came up meanwhile stays. */
export function withoutSaid(pending: AlertState['pending'], said: PendingNotices): readonly PendingNotices[] {
  const keys = new Set(said.notices.map(identityOf));
  return pending.flatMap((one) => {
    if (one.channel !== said.channel) return [one];
    const notices = one.notices.filter((notice) => !keys.has(identityOf(notice)));
    return notices.length === 0 ? [] : [{ ...one, notices, claim: null }];
  });
}

function identityOf({ kind, violation: { key }, at }: Notice): string {
  return JSON.stringify([kind, key, at]);
}

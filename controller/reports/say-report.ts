import { type Channels, FINAL, type Sent } from '../alerts/alert-ports.ts';
import { secondsAfter } from '../instant.ts';
import { changeObject } from '../state/change-object.ts';
import type { ReportPorts } from './report-ports.ts';
import { claimed, marked, nothingSaid, released, type SaidReports, saidIn } from './said-reports.ts';

export interface Saying {
  readonly name: string;
  readonly account: string;
  /** Of this very invocation: the second try of a run is another one. */
  readonly invocation: string;
  readonly channels: Channels;
}

/** What became of a report in one channel. */
export interface SaidReport {
  readonly channel: string;
  /** `failed`: a later try may succeed; `refused`: not before somebody does something. */
  readonly result: 'said' | 'saidBefore' | 'busy' | 'failed' | 'refused';
  /** A sentence for people, without any secret; `null` where there is nothing to explain. */
  readonly problem: string | null;
}

/** Longer than sending takes, retries included; a second retry of Lambda's comes later. */
const CLAIM_SECONDS = 120;

const NOBODY: Sent = { sent: false, reason: 'There is no such channel, so nobody was told.', ...FINAL };

/**
 * Says once in a channel that there is a report: claimed, sent, then marked. A claim ends by itself, so that a death loses nothing and,
 * between sending and marking, doubles that one message at most.
 */
export async function sayReport(
  channel: string,
  { name, account, invocation, channels }: Saying,
  ports: Pick<ReportPorts<unknown>, 'store' | 'now'>,
): Promise<SaidReport> {
  const changed = (change: (all: SaidReports) => SaidReports) =>
    changeObject(ports.store.said, (all = nothingSaid(account)) => change(all));
  const now = ports.now();
  const until = secondsAfter(now, CLAIM_SECONDS);
  const all = await changed((before) => claimed(before, name, channel, invocation, now.toISOString(), until));
  const { saidAt, claim } = saidIn(all, name, channel);
  if (saidAt !== null) return { channel, result: 'saidBefore', problem: null };
  if (claim?.by !== invocation) return { channel, result: 'busy', problem: 'Another run is sending it, or died doing so.' };
  const sent = await send(channel, channels);
  await changed((after) =>
    sent.sent ? marked(after, name, channel, ports.now().toISOString()) : released(after, name, channel, invocation),
  );
  return resultOf(channel, sent);
}

async function send(channel: string, channels: Channels): Promise<Sent> {
  const open = await channels.open(channel);
  return open === undefined ? NOBODY : open.send({ channel, notices: [], claim: null }, {});
}

function resultOf(channel: string, sent: Sent): SaidReport {
  if (sent.sent) return { channel, result: 'said', problem: null };
  return { channel, result: sent.isFinal ? 'refused' : 'failed', problem: sent.reason };
}

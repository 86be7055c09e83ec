import type { Instant } from '../state/state.ts';

/** What was said of one report in one channel. */
export interface SaidInChannel {
  readonly channel: string;
  /** `null`: not yet. */
  readonly saidAt: Instant | null;
  /** The invocation that is saying it; `null` when none is. One that died holds it until then. */
  readonly claim: { readonly by: string; readonly until: Instant } | null;
}

export interface KnownReport {
  readonly name: string;
  /** The run that was the first to be asked for it. */
  readonly run: string;
  readonly said: readonly SaidInChannel[];
}

/** Which reports there are, and where people were told of them; one object, written by compare-and-swap. */
export interface SaidReports {
  readonly apiVersion: 'rolecall/v1';
  readonly kind: 'SaidReports';
  readonly account: string;
  readonly reports: readonly KnownReport[];
}

/** Older ones are forgotten: nobody asks for them again. */
const MOST_REPORTS = 100;

export function nothingSaid(account: string): SaidReports {
  return { apiVersion: 'rolecall/v1', kind: 'SaidReports', account, reports: [] };
}

/** All names, the newest first. */
export function namesOf({ reports }: SaidReports): readonly string[] {
  return reports.map(({ name }) => name).toSorted((one, other) => (one < other ? 1 : -1));
}

/** Puts a report down before anything is made of it. */
export function withReport(all: SaidReports, name: string, run: string): SaidReports {
  const known = all.reports.find((report) => report.name === name) ?? { name, run, said: [] };
  const others = new Set(namesOf(all).filter((other) => other !== name));
  const kept = new Set([...others].slice(0, MOST_REPORTS - 1));
  return { ...all, reports: [known, ...all.reports.filter((report) => kept.has(report.name))] };
}

/** What is known of a report in a channel. */
export function saidIn({ reports }: SaidReports, name: string, channel: string): SaidInChannel {
  const said = reports.find((report) => report.name === name)?.said.find((one) => one.channel === channel);
  return said ?? { channel, saidAt: null, claim: null };
}

/** Takes a report for a channel, unless it was said there or another invocation is saying it just now. */
export function claimed(all: SaidReports, name: string, channel: string, by: string, now: Instant, until: Instant): SaidReports {
  const known = saidIn(all, name, channel);
  const isFree = known.saidAt === null && (known.claim === null || known.claim.until <= now);
  return isFree ? withSaid(all, name, { channel, saidAt: null, claim: { by, until } }) : all;
}

export function marked(all: SaidReports, name: string, channel: string, saidAt: Instant): SaidReports {
  return withSaid(all, name, { channel, saidAt, claim: null });
}

/** Gives back what could not be said; not what another invocation took since. */
export function released(all: SaidReports, name: string, channel: string, by: string): SaidReports {
  return saidIn(all, name, channel).claim?.by === by ? withSaid(all, name, { channel, saidAt: null, claim: null }) : all;
}

function withSaid(all: SaidReports, name: string, said: SaidInChannel): SaidReports {
  const changed = (report: KnownReport): KnownReport => ({
    ...report,
    said: [...report.said.filter(({ channel }) => channel !== said.channel), said],
  });
  return { ...all, reports: all.reports.map((report) => (report.name === name ? changed(report) : report)) };
}

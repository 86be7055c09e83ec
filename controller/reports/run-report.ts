import { changeObject } from '../state/change-object.ts';
import { type Kept, keptReport } from './keep-report.ts';
import { publishReport } from './publish-report.ts';
import { reportName } from './report-name.ts';
import type { ReportPorts } from './report-ports.ts';
import { namesOf, nothingSaid, type SaidReports, withReport } from './said-reports.ts';
import { type SaidReport, sayReport } from './say-report.ts';

export interface ReportRequest {
  /** When it was scheduled; `undefined`: now. */
  readonly at: Date | undefined;
  /** Of the run; its retries have the same. */
  readonly run: string;
  /** Of this very invocation. */
  readonly invocation: string;
  readonly account: string;
  /** Where it is said, each once. */
  readonly channels: readonly string[];
}

export interface ReportOutcome<R> extends Kept<R> {
  readonly name: string;
  readonly said: readonly SaidReport[];
}

/**
 * Makes the report of a scheduled time, keeps it and says so, each once however often it is asked for.
 * @throws {StateUnreadable} when it could not be made or kept; then nothing was said
 */
export async function runReport<R>(request: ReportRequest, ports: ReportPorts<R>): Promise<ReportOutcome<R>> {
  const { account, invocation } = request;
  const { name, names } = await registered(request, ports);
  const earlier = names.filter((other) => other < name);
  const kept = await keptReport(name, earlier, ports);
  await publishReport({ name, report: kept.report }, ports);
  const channels = ports.channelsFor(kept.report, name);
  const said: SaidReport[] = [];
  for (const channel of new Set(request.channels))
    said.push(await sayReport(channel, { name, account, invocation, channels }, ports));
  return { ...kept, name, said };
}

interface Registered {
  readonly name: string;
  /** Of all reports, the newest first. */
  readonly names: readonly string[];
}

async function registered<R>(request: ReportRequest, { store, now }: ReportPorts<R>): Promise<Registered> {
  const first = now();
  const change = (all: SaidReports) => withReport(all, nameOf(request, all, first), request.run);
  const all = await changeObject(store.said, (before = nothingSaid(request.account)) => change(before));
  return { name: nameOf(request, all, first), names: namesOf(all) };
}

/** A retry comes later than what it retries, and yet makes no report of its own. */
function nameOf({ at, run }: ReportRequest, { reports }: SaidReports, now: Date): string {
  if (at !== undefined) return reportName(at);
  return reports.find((report) => report.run === run)?.name ?? reportName(now);
}

import type { Channels } from '../alerts/alert-ports.ts';
import type { VersionedObject } from '../state/versioned-object.ts';
import type { SaidReports } from './said-reports.ts';

/** Where reports are kept. All of it rejects with {@link StateUnreadable}. */
export interface ReportStore {
  /** The JSON of a report, as text. */
  json(name: string): VersionedObject<string>;
  writePage(name: string, html: string): Promise<void>;
  /** What is always found under the same names. */
  writeLatest(json: string, html: string): Promise<void>;
  readonly said: VersionedObject<SaidReports>;
}

/** What a text is: a report, or why it is of no use, in words that follow "it". */
export type Reading<R> = { readonly report: R } | { readonly problem: string };

/** The report before, as far as it can be compared with. */
export interface Before<R> {
  readonly report: R | null;
  /** Sentences for people. */
  readonly notices: readonly string[];
}

/** How reports are made and written down. */
export interface ReportForm<R> {
  /** @throws {StateUnreadable} */
  make(before: Before<R>): Promise<R>;
  read(text: string): Reading<R>;
  json(report: R): string;
  page(report: R): string;
}

/** All that a scheduled report needs. */
export interface ReportPorts<R> {
  readonly form: ReportForm<R>;
  readonly store: ReportStore;
  /** The channels, each of which says what is to be said of this report. */
  channelsFor(report: R, name: string): Channels;
  now(): Date;
}

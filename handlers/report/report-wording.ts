import { objectBelow, s3Address } from '../../adapters/s3/s3-place.ts';
import { secondsAfter } from '../../controller/instant.ts';
import type { Overview } from '../../report/overview/overview.ts';
import type { ReportLink } from '../../report/overview/summary-wording/report-link.ts';
import { type SummaryWording, summaryWording } from '../../report/overview/summary-wording/summary-wording.ts';
import { reportLink } from '../channels/report-link.ts';
import type { ReportWorld } from './report-ports.ts';
import type { ReportSettings } from './report-settings.ts';

type Links = Pick<ReportSettings, 'account' | 'reports' | 'linkHours'>;

/** What is said of a report, with a link to it. */
export async function reportWording(
  overview: Overview,
  name: string,
  settings: Links,
  world: Pick<ReportWorld, 'presigned' | 'clock'>,
): Promise<SummaryWording> {
  const address = (file: string) => s3Address(objectBelow(settings.reports, file));
  const files = { json: address(`${name}.json`), html: address(`${name}.html`) };
  const consoleUrl = reportLink(settings, `${name}.html`);
  return summaryWording(overview, { name, files, consoleUrl }, await linkFor(name, consoleUrl, settings, world));
}

/** A link that opens by itself is made for each run, and kept nowhere. */
async function linkFor(
  name: string,
  consoleUrl: string | null,
  { linkHours }: Links,
  { presigned, clock }: Pick<ReportWorld, 'presigned' | 'clock'>,
): Promise<ReportLink | null> {
  if (linkHours === null) return consoleUrl === null ? null : { url: consoleUrl, until: null };
  const seconds = linkHours * 3600;
  const until = secondsAfter(clock.now(), seconds);
  return { url: await presigned(`${name}.html`, seconds), until };
}

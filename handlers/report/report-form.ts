import { knownAudits } from '../../controller/reports/known-audits.ts';
import type { Before, ReportForm } from '../../controller/reports/report-ports.ts';
import { overviewHtml } from '../../report/html/overview-html.ts';
import { knownOverview } from '../../report/overview/known-overview.ts';
import type { Overview } from '../../report/overview/overview.ts';
import { overviewJson } from '../../report/overview/overview-json.ts';
import { readOverview } from '../../report/overview/read-overview.ts';
import type { ReportWorld } from './report-ports.ts';
import type { ReportSettings } from './report-settings.ts';

/** Reports as the command line makes and writes them, from the same knowledge. */
export function reportForm(
  { state, audits, clock }: Pick<ReportWorld, 'state' | 'audits' | 'clock'>,
  { account: { accountId: account }, guards }: Pick<ReportSettings, 'account' | 'guards'>,
): ReportForm<Overview> {
  const make = async ({ report: previous, notices }: Before<Overview>) => {
    const [stored, known] = await Promise.all([state.read(), knownAudits(audits)]);
    const told = { ...known, notices: [...known.notices, ...notices] };
    return knownOverview({ ...told, state: stored?.state, account, guards, previous, now: clock.now() });
  };
  const read = (text: string) => {
    const reading = readOverview(text, account);
    return 'overview' in reading ? { report: reading.overview } : reading;
  };
  return { make, read, json: overviewJson, page: overviewHtml };
}

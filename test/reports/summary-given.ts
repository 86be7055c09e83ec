import type { ReportPlace } from '../../report/overview/summary-wording/report-event.ts';
import type { ReportLink } from '../../report/overview/summary-wording/report-link.ts';

export const PLACE: ReportPlace = {
  name: '2026-11-22T0800Z',
  files: { json: 's3://state/reports/2026-11-22T0800Z.json', html: 's3://state/reports/2026-11-22T0800Z.html' },
  consoleUrl: 'https://eu-west-1.console.aws.amazon.com/s3/object/state?region=eu-west-1&prefix=reports/2026-11-22T0800Z.html',
};

/** As the console's: AWS asks who one is. */
export const LINK: ReportLink = { url: PLACE.consoleUrl ?? '', until: null };

/** Opens the report to whoever has it. */
export const PRESIGNED: ReportLink = {
  url: 'https://state.s3.eu-west-1.amazonaws.com/reports/2026-11-22T0800Z.html?X-Amz-Signature=5e1f',
  until: '2026-11-22T20:00:00.000Z',
};

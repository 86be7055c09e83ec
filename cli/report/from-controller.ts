import { knownOverview } from '../../report/overview/known-overview.ts';
import { overviewExit } from '../../report/overview/overview-exit.ts';
import { auditReportOf } from '../../report/overview/overview-reports.ts';
import { controllerStatus } from '../../report/status/controller-status.ts';
import { statusExit } from '../../report/status/status-exit.ts';
import { NoController } from '../controller/deployed-controller.ts';
import { type ReadWatched, readWatched } from '../controller/read-watched.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import type { MadeReport } from './made-report.ts';
import type { ReportOptions } from './report-options.ts';

/** What the deployed controller knows, and what its audits found. @throws {UserError} */
export async function reportFromController(options: ReportOptions, io: Io): Promise<MadeReport> {
  const { watched, guards, notices, isComplete } = await readDeployed(options, io);
  const { state, audits, now } = watched;
  const { account } = state;
  const overview = knownOverview({ state, audits, notices, isComplete, account, guards, previous: null, now });
  return {
    overview,
    audit: auditReportOf(overview),
    read: { specs: new Map(), definitions: new Map(), waivers: [] },
    exit: worse(overviewExit(overview), statusExit(controllerStatus(state, now), false)),
  };
}

/** Without a controller there still is something to report on. */
async function readDeployed(options: ReportOptions, io: Io): Promise<ReadWatched> {
  try {
    return await readWatched(options, io);
  } catch (error) {
    if (!(error instanceof NoController)) throw error;
    const instead = 'To report without one, look at the account now: give --specs DIR, and --account-file FILE offline.';
    throw new UserError(`${error.message} ${instead}`);
  }
}

/** 1 beats 2, and 2 beats 0. */
function worse(one: MadeReport['exit'], other: MadeReport['exit']): MadeReport['exit'] {
  if (one === 1 || other === 1) return 1;
  return one === 2 || other === 2 ? 2 : 0;
}

import { readKeptAudits } from '../../controller/alerts/observing/kept-audits.ts';
import type { KeptAudits } from '../../controller/alerts/observing/watched.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import { overviewOfState } from '../../report/overview/from-state.ts';
import { overviewExit } from '../../report/overview/overview-exit.ts';
import { auditReportOf } from '../../report/overview/overview-reports.ts';
import { problemsText } from '../../report/problems-text.ts';
import { controllerStatus } from '../../report/status/controller-status.ts';
import { statusExit } from '../../report/status/status-exit.ts';
import type { LiveAccount } from '../account/live-account.ts';
import { controllerState } from '../controller/controller-state.ts';
import { deployedController } from '../controller/deployed-controller.ts';
import { guardsFile, loadGuards } from '../input/guards-file.ts';
import type { Io } from '../terminal/io.ts';
import { colorOf } from '../terminal/style.ts';
import { UserError } from '../terminal/user-error.ts';
import type { MadeReport } from './made-report.ts';
import type { ReportOptions } from './report-options.ts';

/** What the deployed controller knows, and what its audits found. */
export async function reportFromController(options: ReportOptions, io: Io): Promise<MadeReport> {
  const live = await io.connect(options);
  const location = options.state ?? (await deployedController(live, options.deployment)).state;
  const state = await controllerState(live, location, options.state === undefined ? live.accountId : undefined);
  const { audits, notice } = await auditsBeside(location, state, live);
  const now = io.clock.now();
  const guards = await guardsOf(options.config, live, io);
  const made = overviewOfState({ state, audits, guards, waivers: [], problems: [], previous: null, now });
  const overview = { ...made, complete: made.complete && notice === undefined, notices: [...made.notices, ...(notice ?? [])] };
  return {
    overview,
    audit: auditReportOf(overview),
    read: { specs: new Map(), definitions: new Map(), waivers: [] },
    exit: worse(overviewExit(overview), statusExit(controllerStatus(state, now), false)),
  };
}

/** 1 beats 2, and 2 beats 0. */
function worse(one: MadeReport['exit'], other: MadeReport['exit']): MadeReport['exit'] {
  if (one === 1 || other === 1) return 1;
  return one === 2 || other === 2 ? 2 : 0;
}

/** The audit keeps its results beside the state. Without them the report tells of roles only, and says so. */
async function auditsBeside(
  location: string,
  { account }: ControllerState,
  live: LiveAccount,
): Promise<{ readonly audits: KeptAudits | null; readonly notice?: readonly [string] }> {
  const store = await live.auditStore?.(location.replace(/[^/]*\/?$/, 'audits'), account);
  if (store === undefined) return { audits: null };
  try {
    return { audits: await readKeptAudits(store) };
  } catch (error) {
    if (!(error instanceof StateUnreadable)) throw error;
    return { audits: null, notice: [`No findings of the audit are told: ${error.message}`] };
  }
}

async function guardsOf(config: string | undefined, { accountId, partition, region }: LiveAccount, io: Io) {
  const file = guardsFile(config);
  const { guards, problems, sources } = await loadGuards(file, { accountId, partition, region });
  io.stderr.write(problemsText(problems, { color: colorOf(io.stderr, io), sources }));
  if (guards === undefined) throw new UserError(`${file} has errors, so nothing was looked at.`);
  return guards;
}

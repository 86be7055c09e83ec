import type { AuditReport } from '../../audit/types.ts';
import { runAudit } from '../../controller/audit/run-audit.ts';
import { NOTHING_DECLARED } from '../../reconciler/notices.ts';
import { observe } from '../../reconciler/reading/observation.ts';
import type { DriftReport } from '../../reconciler/types.ts';
import { overviewOfReports } from '../../report/overview/from-reports.ts';
import { overviewExit } from '../../report/overview/overview-exit.ts';
import { definitionSource } from '../audit/definition-source.ts';
import { type Gathered, gatherCurrent, gatherNamed } from '../audit/gather-definitions.ts';
import type { AccountOptions } from '../input/options.ts';
import { openPass, type Pass, runPass } from '../pass.ts';
import type { Io } from '../terminal/io.ts';
import { progressLine } from '../terminal/progress.ts';
import type { MadeReport } from './made-report.ts';
import { readOnce } from './read-once.ts';
import type { ReportOptions } from './report-options.ts';

/** What was seen of an account just now. */
export interface SeenNow {
  readonly pass: Pass;
  readonly drift: DriftReport;
  /** `null` where no task definition was asked for. */
  readonly audit: AuditReport | null;
  readonly gathered: Gathered | undefined;
}

export type SpotOptions = AccountOptions & Pick<ReportOptions, 'config' | 'specs' | 'audit' | 'all'>;

/** Looks at the account now: compares the roles with their specs, and audits the task definitions that are asked for. Writes nothing. */
export async function lookNow(options: SpotOptions, io: Io): Promise<SeenNow> {
  const opened = await openPass(options.specs, { ...options, label: [], role: [] }, io);
  const pass = { ...opened, account: { ...opened.account, iam: readOnce(opened.account.iam) } };
  const gathered = await gather(options, pass, io);
  const drift = await runPass(pass, 'observe', undefined, io);
  const audit = gathered === undefined ? null : await auditOf(gathered, options.all === true, pass, io);
  return { pass, drift, audit, gathered };
}

/** Reports on the account as it is now. */
export async function reportOnTheSpot(options: ReportOptions, io: Io): Promise<MadeReport> {
  const { pass, drift, audit, gathered } = await lookNow(options, io);
  const isWhole = options.all === true;
  const usedRoles = await exportedUse(pass);
  const { roles: observed } = await observe(pass.account.iam, [], true, () => undefined);
  const told = options.specs.length === 0 ? withoutSpecs(drift) : drift;
  const overview = overviewOfReports({ drift: told, audit, isWhole, usedRoles, observed, specs: pass.specs, previous: null });
  const read = { specs: pass.sources, definitions: gathered?.texts ?? new Map(), waivers: pass.specs.waivers };
  return { overview, audit: audit ?? undefined, read, exit: overviewExit(overview) };
}

const NO_SPECS =
  'No specs are given, so no role is compared with any. Give those that you have with --specs DIR; if there are none yet, write them from what is there with "rolecall import --out DIR".';

/** Nobody lost specs who named none. */
function withoutSpecs(drift: DriftReport): DriftReport {
  return { ...drift, notices: [NO_SPECS, ...drift.notices.filter((notice) => notice !== NOTHING_DECLARED)] };
}

/** An export may say which roles are in use; of a live account only `--all` asks. */
async function exportedUse({ account: { embedded, taskDefinitions } }: Pass): Promise<readonly string[] | null> {
  const used = embedded === undefined ? undefined : await taskDefinitions.rolesInUse();
  return used === undefined ? null : [...used];
}

async function gather({ audit, all }: SpotOptions, { account }: Pass, io: Io): Promise<Gathered | undefined> {
  if (all) return gatherCurrent(account, io);
  return audit === undefined ? undefined : gatherNamed([...new Set(audit)].map(definitionSource), account, io);
}

async function auditOf(gathered: Gathered, isWhole: boolean, { account, guards, specs }: Pass, io: Io): Promise<AuditReport> {
  const progress = progressLine(io);
  try {
    const report = await runAudit({
      ...{ runId: io.newRunId(), trigger: 'cli', iam: account.iam, clock: io.clock, account: account.context },
      ...{ definitions: gathered.definitions, guards, otherNeeds: new Map(), isWhole, progress: progress.show },
      specs,
    });
    return {
      ...report,
      complete: report.complete && gathered.problems.length === 0,
      notices: [...gathered.notices, ...report.notices],
      problems: [...gathered.problems, ...report.problems],
    };
  } finally {
    progress.clear();
  }
}

import { Command, Option } from 'commander';
import type { AuditReport } from '../audit/types.ts';
import { runAudit } from '../controller/audit/run-audit.ts';
import { auditExitStatus } from '../report/audit/audit-exit.ts';
import { SEVERITIES, type Severity } from '../specs/types.ts';
import { type DefinitionSource, definitionSource } from './audit/definition-source.ts';
import { type Gathered, gatherCurrent, gatherNamed } from './audit/gather-definitions.ts';
import { shownAudit } from './audit/shown-audit.ts';
import { refuseExistingWaivers, writeWaivers } from './audit/written-waivers.ts';
import {
  type AccountOptions,
  addAccountOptions,
  addConfigOption,
  addFormatOption,
  addSpecsOption,
  type Format,
} from './input/options.ts';
import { openPass, type Pass } from './pass.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { progressLine } from './terminal/progress.ts';
import { UserError } from './terminal/user-error.ts';

type AuditOptions = AccountOptions & {
  readonly format: Format | 'sarif';
  readonly config?: string;
  readonly all?: true;
  readonly specs: readonly string[];
  readonly failOn: Severity;
  readonly writeWaivers?: string;
};

const EXAMPLES = `
Examples:
  rolecall audit orders.json --account-file account.json             offline, before anything is registered
  rolecall audit orders.json --specs roles                           with the roles as their specs declare them
  rolecall audit orders billing:12                                   as Amazon ECS has them now
  rolecall audit --all                                               whatever can start tasks in the region
  rolecall audit --all --format sarif > audit.sarif                  for code scanning
  rolecall audit --all --specs roles --write-waivers roles/waivers.yaml
                                                                     accept what is found today for 90 days

Files hold what aws ecs register-task-definition takes, what describe-task-definition prints, or CloudTrail's record.
Exit status: 0 nothing as severe as --fail-on; 2 such findings; 1 something could not be read, described or judged.`;

/** What the arguments ask for; `undefined` is everything. @throws {UserError} */
function wantedSources(names: readonly string[], { all, specs }: AuditOptions): readonly DefinitionSource[] | undefined {
  if (all && names.length > 0) throw new UserError('Give task definitions or --all, not both.');
  if (all) return undefined;
  if (names.length === 0) throw new UserError('Give task definitions (files, -, families, ARNs), or --all.');
  if (specs.includes('-') && names.includes('-'))
    throw new UserError('Standard input holds specs or task definitions, not both.');
  return [...new Set(names)].map(definitionSource);
}

async function reportOn(gathered: Gathered, pass: Pass, options: AuditOptions, io: Io): Promise<AuditReport> {
  const { account, guards, specs } = pass;
  const progress = progressLine(io);
  try {
    const report = await runAudit({
      runId: io.newRunId(),
      trigger: 'cli',
      iam: account.iam,
      clock: io.clock,
      account: account.context,
      definitions: gathered.definitions,
      specs,
      guards,
      otherNeeds: new Map(),
      isWhole: options.all === true,
      progress: progress.show,
    });
    return withFiles(report, gathered, account.notices);
  } finally {
    progress.clear();
  }
}

/** A file that holds no task definition was asked for as well. */
function withFiles(report: AuditReport, { problems, notices }: Gathered, ofAccount: readonly string[]): AuditReport {
  return {
    ...report,
    complete: report.complete && problems.length === 0,
    notices: [...ofAccount, ...notices, ...report.notices],
    problems: [...problems, ...report.problems],
  };
}

async function auditDefinitions(names: readonly string[], options: AuditOptions, io: Io): Promise<number> {
  const sources = wantedSources(names, options);
  if (options.writeWaivers !== undefined) await refuseExistingWaivers(options.writeWaivers);
  const pass = await openPass(options.specs, { ...options, label: [], role: [] }, io);
  const gathered = sources === undefined ? await gatherCurrent(pass.account, io) : await gatherNamed(sources, pass.account, io);
  const report = await reportOn(gathered, pass, options, io);
  const read = { specs: pass.sources, definitions: gathered.texts, waivers: pass.specs.waivers };
  io.stdout.write(shownAudit(report, options.format, read, io));
  if (options.writeWaivers !== undefined) await writeWaivers(report, options.writeWaivers, pass.guards, io);
  return auditExitStatus(report, options.failOn);
}

/** `rolecall audit`: what is wrong with task definitions and their roles. Changes nothing. */
export function auditCommand(io: Io, finish: Finish): Command {
  const command = new Command('audit')
    .description('Show what is wrong with task definitions and their roles, and how to put it right. Changes nothing.')
    .argument('[task-definitions...]', 'files, - for standard input, FAMILY, FAMILY:REVISION, or ARNs')
    .option('--all', 'the newest active revision of every family in the region, and whatever services run')
    .addOption(
      new Option('--fail-on <SEVERITY>', 'exit 2 for findings at least this severe').choices(SEVERITIES).default('high', 'high'),
    )
    .option('--write-waivers <FILE>', 'accept what is found today for 90 days')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: AuditOptions) => finish(await auditDefinitions(names, options, io)));
  return addSpecsOption(addConfigOption(addAccountOptions(addFormatOption(command, ['sarif']))));
}

import type { PassResult, Run } from '../reconciler/ports.ts';
import { pass as wholePass } from '../reconciler/reconcile.ts';
import type { DriftReport } from '../reconciler/types.ts';
import { problemsText } from '../report/problems-text.ts';
import { actionWarning } from '../specs/aws/actions.ts';
import { readSpecs } from '../specs/read.ts';
import type { Guards, Mode, SpecSet } from '../specs/types.ts';
import { type OpenAccount, openAccount } from './account/account.ts';
import { guardsFile, loadGuards } from './input/guards-file.ts';
import type { AccountOptions, SpecOptions } from './input/options.ts';
import { selectedRoles } from './input/select.ts';
import { readSpecFiles, textOf } from './input/spec-files.ts';
import type { Io } from './terminal/io.ts';
import { progressLine } from './terminal/progress.ts';
import { colorOf } from './terminal/style.ts';
import { UserError } from './terminal/user-error.ts';

/** An account, and what is wanted of it: all that a pass needs but the mode. */
export interface Pass {
  readonly account: OpenAccount;
  readonly specs: SpecSet;
  readonly guards: Guards;
  readonly only: Run['only'];
  /** The text of each file, to show the lines of problems. */
  readonly sources: ReadonlyMap<string, string>;
}

async function guardsOf(file: string | undefined, account: OpenAccount, io: Io): Promise<Guards> {
  const { guards, problems, sources } = await loadGuards(file, account.context);
  io.stderr.write(problemsText(problems, { color: colorOf(io.stderr, io), sources }));
  if (guards === undefined) throw new UserError(`${file} has errors, so nothing was looked at.`);
  return guards;
}

/**
 * Opens the account and reads guards and specs.
 * @throws {UserError} for what the user has to put right before anything can run.
 */
export async function openPass(sources: readonly string[], options: AccountOptions & SpecOptions, io: Io): Promise<Pass> {
  const file = guardsFile(options.config);
  const read = await readSpecFiles(sources, file, io, options);
  const account = await openAccount(options, io);
  const guards = await guardsOf(file, account, io);
  const today = io.clock.now().toISOString().slice(0, 10);
  const declared = readSpecs(read.files, account.context, { today, actionWarning });
  refuseMisplacedGuards(declared);
  const specs: SpecSet = {
    ...declared,
    problems: [...read.problems, ...declared.problems],
    incomplete: declared.incomplete || read.problems.length > 0,
  };
  return { account, specs, guards, only: selectedRoles(specs, options), sources: textOf(read.files) };
}

/** Whoever put guards among the specs believes that they hold. */
function refuseMisplacedGuards({ guards: [found] }: SpecSet): void {
  if (found === undefined) return;
  throw new UserError(
    `${found.file}:${found.line} holds guards, which are no spec, so nothing was looked at. Give the file with --config, and keep it out of the specs.`,
  );
}

type Hooks = Pick<Run, 'beforeWriting' | 'halt' | 'memory'>;

/** One pass over the account; `approved` is the hash of a plan that the brake held, `hooks` may keep it from writing. */
export async function runPass(
  pass: Pass,
  mode: Mode,
  approved: string | undefined,
  io: Io,
  hooks: Hooks = {},
): Promise<DriftReport> {
  return (await runSeeingPass(pass, mode, approved, io, hooks)).report;
}

/** The same, with what it saw beside what it reports. */
export async function runSeeingPass(
  pass: Pass,
  mode: Mode,
  approved: string | undefined,
  io: Io,
  hooks: Hooks = {},
): Promise<PassResult> {
  const { account, specs, guards, only } = pass;
  const progress = progressLine(io);
  try {
    const result = await wholePass({
      runId: io.newRunId(),
      trigger: 'cli',
      iam: account.iam,
      taskDefinitions: account.taskDefinitions,
      clock: io.clock,
      account: account.context,
      specs,
      guards,
      mode,
      approved,
      only,
      progress: progress.show,
      ...hooks,
    });
    const { report } = result;
    return { ...result, report: { ...report, notices: [...account.notices, ...report.notices] } };
  } finally {
    progress.clear();
  }
}

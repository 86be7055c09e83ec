import { Command } from 'commander';
import type { DriftReport, Outcome } from '../reconciler/types.ts';
import { printable } from '../report/escaping/printable.ts';
import { exitStatus } from '../report/exit-status.ts';
import type { PlanKnowledge } from '../report/plan/documents.ts';
import { isHeld } from '../report/words/held.ts';
import type { Verb } from '../report/words/next-step.ts';
import { plannedWork } from '../report/words/planned-work.ts';
import { checkOutput, writeSnapshot } from './account/output-file.ts';
import { type LeaseOptions, writeAlone } from './controller/apply-lease.ts';
import { addDeploymentOption, repeatedDeployment } from './controller/options.ts';
import {
  type AccountOptions,
  addAccountOptions,
  addFormatOption,
  addSpecOptions,
  type Format,
  type SpecOptions,
} from './input/options.ts';
import { repeatedArguments } from './input/repeated-arguments.ts';
import { openPass, type Pass, runPass, runSeeingPass } from './pass.ts';
import { planKnowledge } from './plan-knowledge.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { reportText } from './terminal/show-report.ts';
import { UserError } from './terminal/user-error.ts';

type ApplyOptions = AccountOptions &
  LeaseOptions &
  SpecOptions & { readonly format: Format; readonly yes?: true; readonly approve?: string; readonly out?: string };

const EXAMPLES = `
Examples:
  rolecall apply roles                                     shows the plan and asks
  rolecall apply roles --yes                               without a terminal
  rolecall apply roles --approve 9f2c61d04be7a318                  lets exactly that plan through the brake
  rolecall apply roles --account-file account.json --out corrected.json --yes

Offline, --out takes the account as it would be then; the exports that were read stay as they are.
Where a controller is deployed, apply takes its lease, so that the two never write at once.`;

/** One `apply` command: what it was given, and where it writes. */
interface Application {
  readonly pass: Pass;
  readonly options: ApplyOptions;
  /** What the next command repeats; `undefined` names no next command. */
  readonly specs: readonly string[] | undefined;
  /** Of what the plan would give. */
  readonly known?: PlanKnowledge | undefined;
  readonly io: Io;
}

function hasOutcome({ roles }: DriftReport, wanted: Outcome): boolean {
  return roles.some(({ actions }) => actions.some(({ outcome }) => outcome === wanted));
}

/** Whether nothing was done because the run failed or the brake held it, rather than because there was nothing to do. */
function wasKeptFromChanging(report: DriftReport, verb: Verb): boolean {
  return !hasOutcome(report, 'done') && (exitStatus(report) === 1 || isHeld(report, verb));
}

/** What follows a plan is an apply, whose result needs a place; what follows an apply looks at its result. */
function nextArguments(report: DriftReport, verb: Verb, { specs, options }: Application): string | undefined {
  if (specs === undefined) return undefined;
  if (verb === 'plan' || isHeld(report, verb))
    return repeatedArguments(specs, options, options.out) + repeatedDeployment(options);
  const written = options.out === undefined || wasKeptFromChanging(report, verb) ? options.accountFile : [options.out];
  return repeatedArguments(specs, { ...options, accountFile: written });
}

function show(report: DriftReport, verb: Verb, application: Application): void {
  const { pass, options, known, io } = application;
  const specs = nextArguments(report, verb, application);
  io.stdout.write(reportText(report, { format: options.format, verb, specs, sources: pass.sources, known }, io.stdout, io));
}

/** "Correct 4 roles and tag 59 as ours? [y/N] " */
function question(work: string): string {
  return `${work.charAt(0).toUpperCase()}${work.slice(1)}? [y/N] `;
}

/** Says of `--out` too that nothing came of it. */
function nothingChanged({ out }: ApplyOptions, fact = 'Nothing was changed'): string {
  return out === undefined ? fact : `${fact}, and ${printable(out)} is not written`;
}

/** Nobody can agree to a plan that they cannot read, whatever the format of the outcome. */
function showBeforeAsking(planned: DriftReport, { pass, options, io }: Application): void {
  if (options.format === 'text') return;
  const showing = { format: 'text', verb: 'plan', specs: undefined, sources: pass.sources } as const;
  io.stderr.write(reportText(planned, showing, io.stderr, io));
}

async function mayGoOn(planned: DriftReport, work: string, application: Application): Promise<boolean> {
  const { options, io } = application;
  if (options.yes) return true;
  if (io.confirm === undefined) {
    throw new UserError(`There is no terminal to ask on. ${nothingChanged(options)}. Give --yes to apply without asking.`);
  }
  showBeforeAsking(planned, application);
  return io.confirm(question(work));
}

/** Offline, the account is written even where there was nothing to change, so that what comes next finds it. */
async function keepResult(report: DriftReport, verb: Verb, { pass, options, io }: Application): Promise<number> {
  const status = exitStatus(report);
  if (wasKeptFromChanging(report, verb)) {
    // A call without an answer may have been made all the same.
    const fact = hasOutcome(report, 'failed') ? 'No call is known to have succeeded' : undefined;
    io.stderr.write(`${nothingChanged(options, fact)}.\n`);
    return status;
  }
  if (pass.account.embedded !== undefined && options.out !== undefined) {
    const used = await pass.account.taskDefinitions.rolesInUse();
    await writeSnapshot(pass.account.embedded, options.out, io, used && [...used]);
  }
  return status;
}

/** Approving lets one plan through, so another one stops everything, brake or no brake. */
function checkApproval({ planHash }: DriftReport, options: ApplyOptions): void {
  const { approve } = options;
  if (approve === undefined || approve === planHash) return;
  const now = planHash === null ? 'there is nothing to do any more' : `the plan is now ${planHash}`;
  throw new UserError(
    `${approve} is not the hash of this plan: ${now}. ${nothingChanged(options)}; look at it and approve it anew.`,
  );
}

async function leaveUnchanged(planned: DriftReport, application: Application): Promise<number> {
  if (application.options.format !== 'text') show(planned, 'plan', application);
  return keepResult(planned, 'plan', application);
}

async function change(planned: DriftReport, work: string, application: Application): Promise<number> {
  const { pass, options, io } = application;
  if (!(await mayGoOn(planned, work, application))) {
    io.stderr.write(`${nothingChanged(options)}.\n`);
    return exitStatus(planned);
  }
  const agreed = options.yes ? options.approve : (planned.planHash ?? undefined);
  const applied = await writeAlone(pass.account.live, options, io, (hooks) => runPass(pass, 'enforce', agreed, io, hooks));
  if (options.format === 'text') io.stdout.write('\n');
  show(applied, 'apply', application);
  return keepResult(applied, 'apply', application);
}

async function planAndApply(given: Application): Promise<number> {
  const { pass, options, specs, io } = given;
  const result = await runSeeingPass(pass, 'observe', options.approve, io);
  const planned = result.report;
  const application = { ...given, known: planKnowledge(pass, result) };
  const held = planned.brake !== null && options.approve === undefined;
  if (options.format === 'text') show(planned, 'plan', { ...application, specs: held ? specs : undefined });
  checkApproval(planned, options);
  const work = plannedWork(planned);
  return held || work === undefined ? leaveUnchanged(planned, application) : change(planned, work, application);
}

async function apply(sources: readonly string[], options: ApplyOptions, io: Io): Promise<number> {
  await checkOutput(options);
  const pass = await openPass(sources, options, io);
  return planAndApply({ pass, options, specs: sources, io });
}

/** `rolecall apply`: plans, shows the plan, asks, and does it. */
export function applyCommand(io: Io, finish: Finish): Command {
  const command = new Command('apply')
    .description('Make live roles what their specs say: shows the plan, asks, then does it.')
    .argument('<specs...>', 'spec files, folders, s3://BUCKET/PREFIX, ssm:/PATH, or - for standard input')
    .option('-y, --yes', 'do not ask')
    .option('--approve <HASH>', 'let the plan of this hash through, once, that the brake held')
    .option('--out <FILE>', 'offline: where the resulting account goes')
    .option(
      '--without-lease',
      'live: heed neither the lease nor the kill switch of the deployed controller, which may be writing too',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: ApplyOptions) => finish(await apply(sources, options, io)));
  return addSpecOptions(addAccountOptions(addDeploymentOption(addFormatOption(command))));
}

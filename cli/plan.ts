import { Command } from 'commander';
import type { DriftReport } from '../reconciler/types.ts';
import { printable } from '../report/escaping/printable.ts';
import { exitStatus } from '../report/exit-status.ts';
import { leftOut } from '../report/left-out.ts';
import {
  type AccountOptions,
  addAccountOptions,
  addFormatOption,
  addSpecOptions,
  type Format,
  type SpecOptions,
} from './input/options.ts';
import { repeatedArguments } from './input/repeated-arguments.ts';
import { openPass, runSeeingPass } from './pass.ts';
import { planKnowledge } from './plan-knowledge.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { reportText } from './terminal/show-report.ts';

type PlanOptions = AccountOptions & SpecOptions & { readonly format: Format | 'aws' };

const EXAMPLES = `
Examples:
  rolecall plan roles                                      against the account of your credentials
  rolecall plan roles --account-file account.json          offline, against an export
  rolecall plan roles -l team=orders --role orders-task    only that role
  rolecall plan roles --format aws > plan.sh               as commands of the AWS command line (POSIX shell)
  kustomize build . | rolecall plan -                      specs from standard input`;

/** Offline, the apply that follows must say where its result goes. */
function correctedFile({ accountFile: [file] }: AccountOptions): string | undefined {
  return file?.replace(/(\.json)?$/i, '.corrected.json');
}

/** A script that goes to a file or a pipe is not read; what it leaves out must be. */
function tellBesideScript(report: DriftReport, { stderr }: Io): void {
  const held = report.brake === null ? [] : [report.brake.message];
  for (const sentence of [...held, ...leftOut(report)]) stderr.write(`${printable(sentence)}\n`);
}

/** Whoever reads a comment applies to the account, whatever it was compared with; an apply offline would change none. */
function nextArguments(sources: readonly string[], options: PlanOptions): string {
  if (options.format !== 'markdown') return repeatedArguments(sources, options, correctedFile(options));
  const { accountId: _, ...live } = options;
  return repeatedArguments(sources, { ...live, accountFile: [] });
}

async function plan(sources: readonly string[], options: PlanOptions, io: Io): Promise<number> {
  const pass = await openPass(sources, options, io);
  const result = await runSeeingPass(pass, 'observe', undefined, io);
  const { report } = result;
  if (options.format === 'aws') tellBesideScript(report, io);
  const specs = nextArguments(sources, options);
  const showing = {
    format: options.format,
    verb: 'plan',
    specs,
    sources: pass.sources,
    known: planKnowledge(pass, result),
  } as const;
  io.stdout.write(reportText(report, showing, io.stdout, io));
  return exitStatus(report);
}

/** `rolecall plan`: what differs, and what would be done. Writes nothing. */
export function planCommand(io: Io, finish: Finish): Command {
  const command = new Command('plan')
    .description('Show how live roles differ from their specs, and what would be done. Changes nothing.')
    .argument('<specs...>', 'spec files, folders, s3://BUCKET/PREFIX, ssm:/PATH, or - for standard input')
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: PlanOptions) => finish(await plan(sources, options, io)));
  return addSpecOptions(addAccountOptions(addFormatOption(command, ['aws'])));
}

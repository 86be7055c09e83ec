import { Command } from 'commander';
import { PolicyDocuments } from '../reconciler/reading/policy-documents.ts';
import type { DriftReport } from '../reconciler/types.ts';
import { printable } from '../report/escaping/printable.ts';
import { exitStatus } from '../report/exit-status.ts';
import { leftOut } from '../report/left-out.ts';
import { attachedPolicies } from '../report/plan/changes.ts';
import {
  type AccountOptions,
  addAccountOptions,
  addFormatOption,
  addSpecOptions,
  type Format,
  type SpecOptions,
} from './input/options.ts';
import { repeatedArguments } from './input/repeated-arguments.ts';
import { openPass, type Pass, runPass } from './pass.ts';
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

/** What attached policies say is no part of a report, but of what a change gives. */
async function readAttached({ roles }: DriftReport, { account }: Pass): Promise<PolicyDocuments> {
  const documents = new PolicyDocuments(account.iam, new Map());
  await documents.load(new Set(roles.flatMap(attachedPolicies)));
  return documents;
}

async function plan(sources: readonly string[], options: PlanOptions, io: Io): Promise<number> {
  const pass = await openPass(sources, options, io);
  const report = await runPass(pass, 'observe', undefined, io);
  const specs = repeatedArguments(sources, options, correctedFile(options));
  if (options.format === 'aws') tellBesideScript(report, io);
  const managed = options.format === 'markdown' ? (await readAttached(report, pass)).document : undefined;
  const showing = { format: options.format, verb: 'plan', specs, sources: pass.sources, managed } as const;
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

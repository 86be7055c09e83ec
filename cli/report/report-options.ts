import { type Command, Option } from 'commander';
import { addDeploymentOption } from '../controller/options.ts';
import {
  type AccountOptions,
  addAccountOptions,
  addConfigOption,
  addFormatOption,
  addSpecsOption,
  type Format,
} from '../input/options.ts';
import { UserError } from '../terminal/user-error.ts';

export type ReportFormat = Format | 'html' | 'sarif';

export interface ReportOptions extends AccountOptions {
  readonly format: ReportFormat;
  readonly config?: string;
  readonly specs: readonly string[];
  /** Task definitions, as `audit` takes them. */
  readonly audit?: readonly string[];
  readonly all?: true;
  readonly deployment: string;
  readonly state?: string;
  readonly out?: string;
  readonly open?: true;
}

/** All that `rolecall report` knows. */
export function addReportOptions(command: Command): Command {
  const own = command
    .addOption(
      new Option(
        '--audit <TASK-DEFINITIONS...>',
        'audit these as well: files, - for standard input, FAMILY, FAMILY:REVISION, ARNs',
      ),
    )
    .option('--all', 'audit whatever can start tasks in the region')
    .option('--state <LOCATION>', 'where the state lies (s3://bucket/controller), without looking the deployment up')
    .option('--out <FILE>', 'write the report there')
    .option('--open', 'show it in the browser; with --format html and --out');
  return addDeploymentOption(addSpecsOption(addConfigOption(addAccountOptions(addFormatOption(own, ['html', 'sarif'])))));
}

/** Whether the report is to be made on the spot instead of from what the deployed controller knows. */
export function isOnTheSpot({ accountFile, specs, audit, all }: ReportOptions): boolean {
  return accountFile.length > 0 || specs.length > 0 || audit !== undefined || all === true;
}

/** Refuses what cannot be meant together. @throws {UserError} */
export function checkReportOptions(options: ReportOptions): void {
  const { format, out, open, all, audit, specs, state } = options;
  if (open && (format !== 'html' || out === undefined))
    throw new UserError('--open shows a file in the browser. Give --format html and --out FILE with it.');
  if (all && audit !== undefined) throw new UserError('Give task definitions with --audit, or --all, not both.');
  if (specs.includes('-') && audit?.includes('-'))
    throw new UserError('Standard input holds specs or task definitions, not both.');
  if (state !== undefined && isOnTheSpot(options))
    throw new UserError(
      '--state reads what the controller knows; --account-file, --specs, --audit and --all look at the account now. Give one or the other.',
    );
}

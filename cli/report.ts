import { Command } from 'commander';
import { writeFileAtomically } from '../adapters/write-file.ts';
import { printable } from '../report/escaping/printable.ts';
import { refuseInput } from './account/output-file.ts';
import type { Finish } from './program.ts';
import { reportFromController } from './report/from-controller.ts';
import { reportOnTheSpot } from './report/on-the-spot.ts';
import { openInBrowser } from './report/open-in-browser.ts';
import { addReportOptions, checkReportOptions, isOnTheSpot, type ReportOptions } from './report/report-options.ts';
import { shownOverview } from './report/shown-overview.ts';
import type { Io } from './terminal/io.ts';
import { UserError } from './terminal/user-error.ts';

const EXAMPLES = `
Examples:
  rolecall report                                                    what the deployed controller knows
  rolecall report --format html --out report.html --open             as a page, in the browser
  rolecall report --specs roles --all                                on the spot: roles, and all that can start tasks
  rolecall report --account-file account.json --specs roles --audit orders.json
                                                                     offline, on an exported account
  rolecall report --specs roles --all --format markdown > report.md  for a wiki or an issue

Exit status: 0 nothing to report; 2 drift, refusals or findings of severity high; 1 something could not be read or judged.`;

async function write(text: string, { out }: ReportOptions, io: Io): Promise<void> {
  if (out === undefined) return io.stdout.write(text);
  try {
    await writeFileAtomically(out, text);
  } catch (error) {
    throw new UserError(`The report could not be written to ${out}: ${(error as Error).message}`);
  }
  io.stderr.write(`${printable(`Wrote the report to ${out}.`)}\n`);
}

/** The report is written by then, so that a missing browser is no failure. */
async function show({ out, open }: ReportOptions, io: Io): Promise<void> {
  if (!open || out === undefined) return;
  try {
    await openInBrowser(out, io.env.BROWSER);
  } catch (error) {
    io.stderr.write(`${printable(`No browser could be started (${(error as Error).message}). Open ${out} yourself.`)}\n`);
  }
}

async function report(options: ReportOptions, io: Io): Promise<number> {
  const { out, format, accountFile } = options;
  checkReportOptions(options);
  if (out !== undefined) await refuseInput(out, accountFile);
  const made = isOnTheSpot(options) ? await reportOnTheSpot(options, io) : await reportFromController(options, io);
  await write(await shownOverview(made, format, out !== undefined, io), options, io);
  await show(options, io);
  return made.exit;
}

/** `rolecall report`: the account's roles and audits at one moment. Changes nothing. */
export function reportCommand(io: Io, finish: Finish): Command {
  const command = new Command('report')
    .description(
      'Report on roles and task definitions: from what the deployed controller knows, or on the spot. Changes nothing.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (options: ReportOptions) => finish(await report(options, io)));
  return addReportOptions(command);
}

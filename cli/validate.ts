import { Command } from 'commander';
import { type Validation, validationReport } from '../report/validation.ts';
import { actionWarning } from '../specs/aws/actions.ts';
import { readSpecs } from '../specs/read.ts';
import type { SpecContext } from '../specs/types.ts';
import { guardsFile, loadGuards } from './input/guards-file.ts';
import { addConfigOption, addFormatOption, type Format } from './input/options.ts';
import { readSpecFiles, textOf } from './input/spec-files.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { colorOf } from './terminal/style.ts';

interface ValidateOptions {
  readonly format: Format;
  readonly config?: string;
}

const EXAMPLES = `
Examples:
  rolecall validate roles                every file below roles, and rolecall.yml of the current folder
  rolecall validate roles/orders.yaml --format json

No credentials are needed. What depends on the account (its id, its region) is checked by plan.`;

async function validate(sources: readonly string[], { format, config }: ValidateOptions, io: Io): Promise<number> {
  const file = guardsFile(config);
  const context: SpecContext | undefined = undefined;
  const read = await readSpecFiles(sources, file, io);
  const guards = await loadGuards(file, context);
  const specs = readSpecs(read.files, context, { today: io.clock.now().toISOString().slice(0, 10), actionWarning });
  const result: Validation = {
    files: read.files.length,
    roles: specs.roles.length + specs.invalid.length,
    waivers: specs.waivers.length,
    problems: [...guards.problems, ...read.problems, ...specs.problems],
  };
  const sourcesOf = new Map([...guards.sources, ...textOf(read.files)]);
  io.stdout.write(validationReport(result, { format, color: colorOf(io.stdout, io), sources: sourcesOf }));
  return result.problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** `rolecall validate`: every problem of every spec, and of the guards. */
export function validateCommand(io: Io, finish: Finish): Command {
  const command = new Command('validate')
    .description('Show every problem of every spec, with what to write instead.')
    .argument('<specs...>', 'spec files, folders, s3://BUCKET/PREFIX, ssm:/PATH, or - for standard input')
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: ValidateOptions) => finish(await validate(sources, options, io)));
  return addConfigOption(addFormatOption(command));
}

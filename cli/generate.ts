import { Command, InvalidArgumentError, Option } from 'commander';
import { type GeneratedRole, generatedRole } from '../audit/generate/generated-role.ts';
import { isRoleName } from '../audit/rules/role-arn.ts';
import { readTaskDefinitions } from '../audit/task-definition/read.ts';
import type { TaskDefinition } from '../audit/task-definition/types.ts';
import { jsonText } from '../report/escaping/json-text.ts';
import { printable } from '../report/escaping/printable.ts';
import { problemsText } from '../report/problems-text.ts';
import { PLACEHOLDER_CONTEXT } from '../specs/role/variables.ts';
import type { Problem, SpecContext } from '../specs/types.ts';
import { openAccount } from './account/account.ts';
import { definitionContext } from './audit/definition-context.ts';
import { problemIn, readDefinitionFile } from './audit/definition-file.ts';
import { definitionSource } from './audit/definition-source.ts';
import { describeDefinition, liveDefinitions } from './audit/live-definitions.ts';
import { type AccountOptions, addAccountOptions } from './input/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { colorOf } from './terminal/style.ts';
import { UserError } from './terminal/user-error.ts';

type GenerateOptions = AccountOptions & { readonly name?: string; readonly format: 'text' | 'json' };

const EXAMPLES = `
Examples:
  rolecall generate orders.json > roles/orders-execution.yaml        no credentials are needed
  rolecall generate orders.json --account-id 111122223333 --region eu-west-1
  rolecall generate orders:7 --name orders-starter                   as Amazon ECS has it now

What the task definition does not say is told on standard error.`;

function roleName(text: string): string {
  if (!isRoleName(text)) throw new InvalidArgumentError('A role name has 1 to 64 letters, digits and +=,.@_-.');
  return text;
}

function refuse(problem: Problem, text: string, io: Io): never {
  io.stderr.write(problemsText([problem], { color: colorOf(io.stderr, io), sources: new Map([[problem.file, text]]) }));
  throw new UserError('Nothing was generated.');
}

/** An export knows the account and not the region; credentials are not asked for what a file says. */
async function contextOf(file: string, value: unknown, options: GenerateOptions, io: Io): Promise<SpecContext> {
  const known = definitionContext(value, options, io);
  if (options.accountFile.length > 0) {
    const { context } = await openAccount(options, io);
    return { ...context, region: context.region ?? known?.region };
  }
  if (known !== undefined) return known;
  throw new UserError(
    `${file} does not say which account it is for. Name it with --account-id (and the region with --region), or give what aws ecs describe-task-definition prints.`,
  );
}

async function definitionIn(file: string, options: GenerateOptions, io: Io): Promise<TaskDefinition> {
  const read = await readDefinitionFile(file, io);
  if (!read.ok) return refuse(read.problem, read.text, io);
  const unplaced = readTaskDefinitions(read.value, PLACEHOLDER_CONTEXT);
  if (!unplaced.ok) return refuse(problemIn(file, unplaced.problem), read.text, io);
  const found = readTaskDefinitions(read.value, await contextOf(file, read.value, options, io));
  const definitions = new Set(found.ok ? found.definitions.map(({ definition }) => definition) : []);
  const [first, ...others] = definitions;
  if (others.length === 0 && first !== undefined) return first;
  throw new UserError(`${file} holds ${definitions.size} task definitions. Give a file with one.`);
}

async function liveDefinition(reference: string, options: GenerateOptions, io: Io): Promise<TaskDefinition> {
  const live = await liveDefinitions(await openAccount(options, io), reference);
  const described = await describeDefinition(reference, live);
  if (!described.described) throw new UserError(`${reference} could not be described: ${described.reason}`);
  return described.definition;
}

function shown({ yaml, document }: GeneratedRole, format: GenerateOptions['format']): string {
  return format === 'json' ? `${jsonText(document, 2)}\n` : yaml;
}

async function generate(argument: string, options: GenerateOptions, io: Io): Promise<void> {
  const source = definitionSource(argument);
  const definition =
    source.kind === 'file' ? await definitionIn(source.file, options, io) : await liveDefinition(source.reference, options, io);
  const role = generatedRole(definition, { name: options.name });
  for (const note of role.notes) io.stderr.write(`Note: ${printable(note)}.\n`);
  io.stdout.write(shown(role, options.format));
}

/** `rolecall generate`: the smallest execution role that a task definition needs, as a spec. */
export function generateCommand(io: Io, finish: Finish): Command {
  const command = new Command('generate')
    .description('Write the smallest execution role that a task definition needs, as a spec.')
    .argument('<task-definition>', 'a file, - for standard input, FAMILY, FAMILY:REVISION, or an ARN')
    .option('--name <NAME>', "the role's name; else that of the task definition, or FAMILY-execution", roleName)
    .addOption(new Option('--format <FORMAT>', 'text is YAML').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async (argument: string, options: GenerateOptions) => {
      await generate(argument, options, io);
      finish(0);
    });
  return addAccountOptions(command);
}

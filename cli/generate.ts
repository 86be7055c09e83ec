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
  rolecall generate orders.json billing.json --name starter          one role for both
  rolecall generate orders:7 --name orders-starter                   as Amazon ECS has it now

Exit status: 0 all that the tasks need is in the spec; 1 something is not, which the spec and standard error name.`;

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

async function definitionsIn(file: string, options: GenerateOptions, io: Io): Promise<readonly TaskDefinition[]> {
  const read = await readDefinitionFile(file, io);
  if (!read.ok) return refuse(read.problem, read.text, io);
  const unplaced = readTaskDefinitions(read.value, PLACEHOLDER_CONTEXT);
  if (!unplaced.ok) return refuse(problemIn(file, unplaced.problem), read.text, io);
  const found = readTaskDefinitions(read.value, await contextOf(file, read.value, options, io));
  const definitions = new Set(found.ok ? found.definitions.map(({ definition }) => definition) : []);
  return [...definitions];
}

async function liveDefinition(reference: string, options: GenerateOptions, io: Io): Promise<TaskDefinition> {
  const live = await liveDefinitions(await openAccount(options, io), reference);
  const described = await describeDefinition(reference, live);
  if (!described.described) throw new UserError(`${reference} could not be described: ${described.reason}`);
  return described.definition;
}

/** In YAML, what is left out is written down where whoever reviews the spec sees it. */
function shown({ yaml, document, gaps }: GeneratedRole, format: GenerateOptions['format']): string {
  if (format === 'json') return `${jsonText(document, 2)}\n`;
  return [...gaps.map((gap) => `# Left out: ${printable(gap)}.\n`), yaml].join('');
}

async function gathered(
  sources: readonly string[],
  options: GenerateOptions,
  io: Io,
): Promise<[TaskDefinition, ...TaskDefinition[]]> {
  const definitions: TaskDefinition[] = [];
  for (const source of sources.map(definitionSource))
    definitions.push(
      ...(source.kind === 'file'
        ? await definitionsIn(source.file, options, io)
        : [await liveDefinition(source.reference, options, io)]),
    );
  const [first, ...others] = definitions;
  if (first === undefined) throw new UserError('No task definition was given, so nothing was generated.');
  const stranger = others.find(({ context }) => context.accountId !== first.context.accountId);
  if (stranger === undefined) return [first, ...others];
  throw new UserError(
    `${first.family} is of account ${first.context.accountId} and ${stranger.family} of ${stranger.context.accountId}. One role is for the task definitions of one account.`,
  );
}

async function generate(sources: readonly string[], options: GenerateOptions, io: Io): Promise<number> {
  const role = generatedRole(await gathered(sources, options, io), { name: options.name });
  for (const gap of role.gaps) io.stderr.write(`Left out: ${printable(gap)}.\n`);
  for (const note of role.notes) io.stderr.write(`Note: ${printable(note)}.\n`);
  io.stdout.write(shown(role, options.format));
  return role.gaps.length > 0 ? 1 : 0;
}

/** `rolecall generate`: the smallest execution role that task definitions need, as a spec. */
export function generateCommand(io: Io, finish: Finish): Command {
  const command = new Command('generate')
    .description('Write the smallest execution role that task definitions need, as a spec.')
    .argument('<task-definitions...>', 'files, - for standard input, FAMILY, FAMILY:REVISION, or ARNs')
    .option('--name <NAME>', "the role's name; else that of the task definition, or FAMILY-execution", roleName)
    .addOption(new Option('--format <FORMAT>', 'text is YAML').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: GenerateOptions) => finish(await generate(sources, options, io)));
  return addAccountOptions(command);
}

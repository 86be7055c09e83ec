import { Command, InvalidArgumentError, Option } from 'commander';
import type { IamApi } from '../iam/api.ts';
import type { ObservedRole } from '../iam/role.ts';
import { readAccount } from '../reconciler/reading/read-account.ts';
import { readRole } from '../reconciler/reading/read-role.ts';
import { shellQuoted } from '../report/escaping/shell.ts';
import { importReport } from '../report/import-report.ts';
import { type Guards, MODES, type Mode } from '../specs/types.ts';
import { type OpenAccount, openAccount } from './account/account.ts';
import { selectImportable, type Wanted } from './import/importable.ts';
import { importedSpec } from './import/imported-spec.ts';
import { type PlacedSpec, placeSpecs, refuseExisting, writeSpecs } from './import/spec-folder.ts';
import { guardsFile, loadGuards } from './input/guards-file.ts';
import {
  type AccountOptions,
  addAccountOptions,
  addConfigOption,
  addFormatOption,
  addRoleOption,
  type Format,
} from './input/options.ts';
import { repeatedArguments } from './input/repeated-arguments.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { progressLine } from './terminal/progress.ts';
import { widthOf } from './terminal/style.ts';
import { UserError } from './terminal/user-error.ts';

type ImportOptions = AccountOptions &
  Wanted & {
    readonly out: string;
    readonly mode?: Mode;
    readonly force?: true;
    readonly config?: string;
    readonly format: Format;
  };

const EXAMPLES = `
Examples:
  rolecall import --ecs --out roles                             the roles that Amazon ECS tasks use
  rolecall import --path /ecs/ --mode observe --out roles       to look on only, for now
  rolecall import --account-file account.json --role orders-task --out roles

One file a role. Every spec says adopt: true, so the first apply tags the role as ours. Roles that CloudFormation or
another owner keeps come with mode: observe; those that only AWS may change are left out.`;

/** Without its slashes, `/ecs` would also take what lies below `/ecs-old/`. */
function rolePath(text: string): string {
  if (!/^\/(.*\/)?$/.test(text)) throw new InvalidArgumentError('A path begins and ends with a slash, as in /ecs/.');
  return text;
}

async function observedRoles(iam: IamApi, io: Io): Promise<readonly ObservedRole[]> {
  const progress = progressLine(io);
  const result = await readAccount(iam, (roles) => progress.show?.({ stage: 'reading', roles }));
  progress.clear();
  if (!result.ok) throw new UserError(`${result.reason} Nothing was written.`);
  const { roles, unsettled } = result.account;
  const single = await Promise.all([...unsettled.values()].map((name) => readRole(iam, name)));
  const unknown = single.find((reading) => reading.state === 'unknown');
  if (unknown !== undefined) throw new UserError(`${unknown.reason} Nothing was written.`);
  return [...roles.values(), ...single.flatMap((reading) => (reading.state === 'present' ? [reading.role] : []))];
}

async function guardsOf(options: ImportOptions, { context }: OpenAccount): Promise<Guards> {
  const { guards, problems } = await loadGuards(guardsFile(options.config), context);
  if (guards === undefined) throw new UserError(`The guards have errors: ${problems[0]?.message}`);
  return guards;
}

/** What an export cannot hold is in no spec. */
function unobserved(roles: readonly ObservedRole[]): readonly string[] {
  const without = roles.filter(({ maxSessionDuration }) => maxSessionDuration === undefined).length;
  if (without === 0) return [];
  return [
    `The export does not hold the description and session duration of ${without} of these roles, so their specs leave both alone.`,
  ];
}

async function importRoles(options: ImportOptions, io: Io): Promise<void> {
  const account = await openAccount(options, io);
  const { context } = account;
  const { roles, leftOut } = selectImportable(await observedRoles(account.iam, io), options, account);
  if (roles.length === 0) throw new UserError(['No role to import.', ...leftOut].join('\n'));
  const { owner, requiredBoundary } = await guardsOf(options, account);
  const settings = { context, mode: options.mode, owner, requiresBoundary: requiredBoundary !== undefined };
  const specs: readonly PlacedSpec[] = placeSpecs(
    roles.map((role) => importedSpec(role, settings)),
    options.out,
  );
  if (!options.force) refuseExisting(specs);
  await writeSpecs(specs, options.out);
  const next = `rolecall plan ${repeatedArguments([options.out], { ...options, role: [], label: [] })}`;
  const notices = [...account.notices, ...leftOut, ...unobserved(roles)];
  io.stdout.write(
    importReport(
      { folder: shellQuoted(options.out), specs, notices, next },
      { format: options.format, width: widthOf(io.stdout) },
    ),
  );
}

/** `rolecall import`: specs from the roles that are there. */
export function importCommand(io: Io, finish: Finish): Command {
  const command = new Command('import')
    .description('Write specs from live or exported roles, one file a role.')
    .requiredOption('--out <DIR>', 'the folder for the specs')
    .option('--path <PATH>', 'only roles below this path', rolePath)
    .option('--ecs', 'only roles that Amazon ECS tasks may assume')
    .addOption(new Option('--mode <MODE>', 'the mode that the specs say').choices(MODES))
    .option('--force', 'write over files that are there')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ImportOptions) => {
      await importRoles(options, io);
      finish(0);
    });
  return addConfigOption(addAccountOptions(addRoleOption(addFormatOption(command))));
}

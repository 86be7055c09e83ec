import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { type AccountFromExports, accountFromExports } from '../../iam/account/export.ts';
import type { IamApi } from '../../iam/api.ts';
import type { TaskDefinitions } from '../../reconciler/ports.ts';
import { counted } from '../../report/words/counts.ts';
import { named } from '../../report/words/named.ts';
import { awsPolicyDocuments, knowsAwsPolicy } from '../../specs/aws/aws-policies.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { AccountOptions } from '../input/options.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import { readAccountFiles } from './account-files.ts';
import type { LiveAccount } from './live-account.ts';

/** An account that commands work on. */
export interface OpenAccount {
  readonly iam: IamApi;
  readonly context: SpecContext;
  readonly taskDefinitions: TaskDefinitions;
  /** The account in memory, offline. */
  readonly embedded: EmbeddedAccount | undefined;
  /** The account of the user's credentials, else `undefined`. */
  readonly live: LiveAccount | undefined;
  /** ARNs of the roles of other accounts that an export holds beside. */
  readonly foreignRoles: readonly string[];
  /** What to know about the account before reading anything of it. */
  readonly notices: readonly string[];
}

function environmentRegion({ env }: Io): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined;
}

type Filled = Extract<AccountFromExports, { ok: true }>;

function noticesOf({ foreignRoles, rolesWithoutDetails }: Filled): readonly string[] {
  return [
    ...(foreignRoles.length > 0
      ? [`${counted(foreignRoles.length, 'role')} of other accounts in the export left out: ${named(foreignRoles)}.`]
      : []),
    ...(rolesWithoutDetails.length > 0
      ? [
          `The export holds no policies and tags of ${counted(rolesWithoutDetails.length, 'role')}, ${named(rolesWithoutDetails)}; add the output of get-account-authorization-details.`,
        ]
      : []),
  ];
}

function usedRoles({ taskDefinitionRoles }: Filled): TaskDefinitions {
  return { rolesInUse: async () => taskDefinitionRoles && new Set(taskDefinitionRoles) };
}

async function openExports(options: AccountOptions, io: Io): Promise<OpenAccount> {
  const filled = accountFromExports(await readAccountFiles(options.accountFile), {
    accountId: options.accountId,
    awsPolicyDocuments,
    knowsAwsPolicy,
    clock: () => io.clock.now(),
  });
  if (!filled.ok) throw new UserError(filled.message);
  const { account } = filled;
  const region = options.region ?? environmentRegion(io);
  return {
    iam: account,
    context: { accountId: account.accountId, partition: account.partition, region },
    taskDefinitions: usedRoles(filled),
    embedded: account,
    live: undefined,
    foreignRoles: filled.foreignRoles,
    notices: noticesOf(filled),
  };
}

async function openLive({ profile, region, accountId }: AccountOptions, io: Io): Promise<OpenAccount> {
  const connection = await io.connect({ profile, region }).catch(orOffline);
  const context: SpecContext = { accountId: connection.accountId, partition: connection.partition, region: connection.region };
  if (accountId !== undefined && accountId !== context.accountId) {
    throw new UserError(`These credentials are for account ${context.accountId}, and --account-id says ${accountId}.`);
  }
  const { iam } = connection;
  return { iam, context, taskDefinitions: connection, embedded: undefined, live: connection, foreignRoles: [], notices: [] };
}

/** What opens an account opens exports as well. */
function orOffline(error: unknown): never {
  if (!(error instanceof Error && 'isAnonymous' in error && error.isAnonymous === true)) throw error;
  throw new UserError(`${error.message} Or work offline with --account-file FILE.`);
}

/**
 * Opens the account of `--account-file`, else the one of the credentials.
 * @throws {UserError} or a `ConnectionProblem`, each with what to do next.
 */
export async function openAccount(options: AccountOptions, io: Io): Promise<OpenAccount> {
  return options.accountFile.length > 0 ? openExports(options, io) : openLive(options, io);
}

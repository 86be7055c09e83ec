import { Command } from 'commander';
import type { EmbeddedAccount } from '../iam/account/embedded-account.ts';
import { type OpenAccount, openAccount } from './account/account.ts';
import { liveSnapshot } from './account/live-snapshot.ts';
import { refuseInput, writeSnapshot } from './account/output-file.ts';
import { type AccountOptions, addAccountOptions } from './input/options.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';

type SnapshotOptions = AccountOptions & { readonly out: string };

const EXAMPLES = `
Examples:
  rolecall snapshot --out account.json                       from the account of your credentials
  rolecall snapshot --account-file details.json --account-file roles.json --out account.json
                                                             joins what the AWS command line exported

It holds roles, their policies and which of them task definitions use: no secrets, no environment.`;

/** Without rights to Amazon ECS the rest is still worth having. */
async function usedRoles({ taskDefinitions }: OpenAccount, io: Io): Promise<readonly string[] | undefined> {
  try {
    const roles = await taskDefinitions.rolesInUse();
    return roles && [...roles];
  } catch (error) {
    io.stderr.write(
      `Task definitions could not be read, so the snapshot does not say which roles they use: ${(error as Error).message}\n`,
    );
    return undefined;
  }
}

async function snapshot(options: SnapshotOptions, io: Io): Promise<void> {
  await refuseInput(options.out, options.accountFile);
  const account = await openAccount(options, io);
  for (const notice of account.notices) io.stderr.write(`${notice}\n`);
  const held: EmbeddedAccount = account.embedded ?? (await liveSnapshot(account.iam, account.context));
  await writeSnapshot(held, options.out, io, await usedRoles(account, io));
}

/** `rolecall snapshot`: exports an account for `--account-file`. */
export function snapshotCommand(io: Io, finish: Finish): Command {
  const command = new Command('snapshot')
    .description('Export an account, live or from exports, as one file for --account-file.')
    .requiredOption('--out <FILE>', 'where the snapshot goes')
    .addHelpText('after', EXAMPLES)
    .action(async (options: SnapshotOptions) => {
      await snapshot(options, io);
      finish(0);
    });
  return addAccountOptions(command);
}

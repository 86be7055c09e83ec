import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeFileAtomically } from '../../adapters/write-file.ts';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { exportAccount } from '../../iam/account/export-account.ts';
import { jsonText } from '../../report/escaping/json-text.ts';
import { printable } from '../../report/escaping/printable.ts';
import type { AccountOptions } from '../input/options.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';

async function place(file: string): Promise<string> {
  return realpath(file).catch(() => resolve(file));
}

/** Refuses to write over an export that was read. @throws {UserError} */
export async function refuseInput(out: string, accountFiles: readonly string[]): Promise<void> {
  const target = await place(out);
  for (const file of accountFiles) {
    if ((await place(file)) === target) throw new UserError(`--out ${out} is the export that is read. Name another file.`);
  }
}

/** Offline, a change needs a file to go to; online, IAM takes it. @throws {UserError} */
export async function checkOutput({ out, accountFile }: AccountOptions & { readonly out?: string }): Promise<void> {
  const offline = accountFile.length > 0;
  if (offline && out === undefined) throw new UserError('Offline, apply needs --out FILE for the account as it would be then.');
  if (!offline && out !== undefined)
    throw new UserError('--out goes with --account-file: without an export, apply changes the live account.');
  if (out !== undefined) await refuseInput(out, accountFile);
}

/** Writes an account as a file that `--account-file` takes. */
export async function writeSnapshot(account: EmbeddedAccount, out: string, io: Io, usedRoles?: readonly string[]): Promise<void> {
  await writeFileAtomically(out, `${jsonText(exportAccount(account, usedRoles), 2)}\n`);
  io.stderr.write(`Wrote the account to ${printable(out)}.\n`);
}

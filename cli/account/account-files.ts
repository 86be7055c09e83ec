import { readFile } from 'node:fs/promises';
import type { ExportFile } from '../../iam/account/read-export.ts';
import { UserError } from '../terminal/user-error.ts';

const HOW = 'Make one with "rolecall snapshot" or "aws iam get-account-authorization-details --output json".';

/** Windows PowerShell writes UTF-16 where other shells write UTF-8. */
function decoded(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

async function readExport(file: string): Promise<ExportFile> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist; check the path' : `cannot be read (${error.code})`;
    throw new UserError(`${file} ${why}. It should be an exported account. ${HOW}`);
  });
  try {
    return { file, value: JSON.parse(decoded(bytes)) as unknown };
  } catch {
    throw new UserError(`${file} is no JSON, so it is no exported account. ${HOW}`);
  }
}

/** Reads the exports that `--account-file` names, as parsed JSON. @throws {UserError} */
export async function readAccountFiles(files: readonly string[]): Promise<readonly ExportFile[]> {
  return Promise.all(files.map(readExport));
}

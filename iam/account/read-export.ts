import { ExportFailure } from './export-failure.ts';
import { type ExportedAccount, exportSchema, SNAPSHOT_KIND, SNAPSHOT_VERSION } from './export-schema.ts';

export interface ExportFile {
  /** As the user named it. */
  readonly file: string;
  /** The parsed JSON. */
  readonly value: unknown;
}

export interface ReadExport {
  readonly file: string;
  readonly content: ExportedAccount;
}

const WANTED = 'Give the output of aws iam get-account-authorization-details, aws iam list-roles or rolecall snapshot, as JSON.';

/** @throws {ExportFailure} if the file is no export, or only a part of one. */
export function readExport({ file, value }: ExportFile): ReadExport {
  checkHeader(file, value);
  const read = exportSchema.safeParse(value);
  if (!read.success)
    throw new ExportFailure('NotAnExport', `${file} is no export of an account: ${firstIssue(read.error)}. ${WANTED}`);
  if (read.data.IsTruncated === true || read.data.NextToken !== undefined)
    throw new ExportFailure(
      'Incomplete',
      `${file} holds only a part of the account. Export it without --max-items and --no-paginate.`,
    );
  return { file, content: read.data };
}

function checkHeader(file: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || !('apiVersion' in value)) return;
  const { apiVersion, kind } = value as { apiVersion: unknown; kind?: unknown };
  if (apiVersion === SNAPSHOT_VERSION && kind === SNAPSHOT_KIND) return;
  const found = `apiVersion ${JSON.stringify(apiVersion)}, kind ${JSON.stringify(kind)}`;
  const wanted = `This Rolecall reads apiVersion "${SNAPSHOT_VERSION}", kind "${SNAPSHOT_KIND}". ${WANTED}`;
  throw new ExportFailure('NotAnExport', `${file} is no export of an account: ${found}. ${wanted}`);
}

function firstIssue(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it cannot be read';
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

import { resolve } from 'node:path';
import { readSpecSources } from '../../adapters/files.ts';
import { MisnamedSource, sourceNameOf } from '../../adapters/specs/source-name.ts';
import type { SpecSources } from '../../controller/ports.ts';
import type { Problem, SpecFile } from '../../specs/types.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';
import type { AccountOptions } from './options.ts';

/** Bytes; far beyond what the spec language takes, so that it can refuse in its own words. */
const LARGEST_FILE = 16 * 1024 * 1024;

export interface SpecFiles {
  readonly files: readonly SpecFile[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

/** Whose credentials read the specs that lie on AWS. */
type SpecAccess = Pick<AccountOptions, 'profile' | 'region'>;

function isOnAws(source: string): boolean {
  try {
    return sourceNameOf(source).kind !== 'folder';
  } catch (error) {
    throw error instanceof MisnamedSource ? new UserError(error.message) : error;
  }
}

/** The SDK is loaded only here, so that commands on files start fast. */
async function onAws(source: string, { profile, region }: SpecAccess): Promise<SpecSources> {
  const { reachSpecs } = await import('../../adapters/specs/reach-specs.ts');
  return reachSpecs([source], LARGEST_FILE, { profile, region });
}

async function readOnAws(source: string, access: SpecAccess): Promise<SpecFiles> {
  const [reading] = await (await onAws(source, access)).read();
  if (reading === undefined) throw new Error(`${source} was not read`);
  if (reading.failure !== null) throw new UserError(reading.failure);
  return reading;
}

function nothingFound(source: string): Problem {
  const what = source.startsWith('ssm:') ? 'no parameter lies below it' : 'no *.yaml, *.yml or *.json';
  const message = `${source} holds no spec (${what}). Nothing is declared here, and nothing is deleted for it.`;
  return { file: source, line: 1, column: 1, path: '', message, severity: 'error' };
}

/** The same for the same file, however it is written. */
function identity(file: string): string {
  return /^(s3|ssm):/.test(file) ? file : resolve(file);
}

/**
 * Reads the files, folders, `-`, `s3://bucket/prefix` and `ssm:/path` that a command names, without the guards' own file.
 * A place that holds no spec is a problem: an emptied folder must not look like "all in sync".
 * @throws {UserError} for misnamed places, and for places on AWS that cannot be listed to their end.
 */
export async function readSpecFiles(
  sources: readonly string[],
  guardsFile: string | undefined,
  { stdin }: Pick<Io, 'stdin'>,
  access: SpecAccess = {},
): Promise<SpecFiles> {
  const places = sources.map((source) => ({ source, remote: isOnAws(source) }));
  const files = new Map<string, SpecFile>();
  const problems: Problem[] = [];
  for (const { source, remote } of places) {
    const found = remote ? await readOnAws(source, access) : await readSpecSources([source], { limit: LARGEST_FILE, stdin });
    const specs = found.files.filter(({ file }) => guardsFile === undefined || identity(file) !== identity(guardsFile));
    for (const spec of specs) if (!files.has(identity(spec.file))) files.set(identity(spec.file), spec);
    problems.push(...found.problems);
    if (specs.length === 0 && found.problems.length === 0) problems.push(nothingFound(source));
  }
  return { files: [...files.values()], problems };
}

/** The text of each file, to show the lines that problems name. */
export function textOf(files: readonly SpecFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ file, content }) => [file, new TextDecoder().decode(content)]));
}

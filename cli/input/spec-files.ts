import { resolve } from 'node:path';
import { readSpecSources } from '../../adapters/files.ts';
import type { Problem, SpecFile } from '../../specs/types.ts';
import type { Io } from '../terminal/io.ts';
import { UserError } from '../terminal/user-error.ts';

/** Bytes; far beyond what the spec language takes, so that it can refuse in its own words. */
const LARGEST_FILE = 16 * 1024 * 1024;

export interface SpecFiles {
  readonly files: readonly SpecFile[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

function checkSource(source: string): void {
  if (!/^(s3:\/\/|ssm:)/.test(source)) return;
  throw new UserError(
    `${source}: this version reads specs from files, folders and standard input (-). Copy them to a folder first.`,
  );
}

function nothingFound(source: string): Problem {
  const message = `${source} holds no spec (no *.yaml, *.yml or *.json). Nothing is declared here, and nothing is deleted for it.`;
  return { file: source, line: 1, column: 1, path: '', message, severity: 'error' };
}

/**
 * Reads the files, folders and `-` that a command names, without the guards' own file. A place that holds no spec is a problem:
 * an emptied folder must not look like "all in sync".
 * @throws {UserError} for places that this version cannot read.
 */
export async function readSpecFiles(
  sources: readonly string[],
  guardsFile: string | undefined,
  { stdin }: Io,
): Promise<SpecFiles> {
  sources.forEach(checkSource);
  const files: SpecFile[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const found = await readSpecSources([source], { limit: LARGEST_FILE, stdin });
    const specs = found.files.filter(({ file }) => guardsFile === undefined || resolve(file) !== resolve(guardsFile));
    files.push(...specs.filter(({ file }) => !files.some((known) => resolve(known.file) === resolve(file))));
    problems.push(...found.problems);
    if (specs.length === 0 && found.problems.length === 0) problems.push(nothingFound(source));
  }
  return { files, problems };
}

/** The text of each file, to show the lines that problems name. */
export function textOf(files: readonly SpecFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ file, content }) => [file, new TextDecoder().decode(content)]));
}

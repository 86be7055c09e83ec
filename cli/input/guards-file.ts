import { existsSync } from 'node:fs';
import { readSpecSources } from '../../adapters/files.ts';
import { defaultGuards, readGuards } from '../../specs/guards.ts';
import type { Guards, Problem, SpecContext } from '../../specs/types.ts';
import { UserError } from '../terminal/user-error.ts';

const USUAL_FILE = 'rolecall.yml';
const MISNAMED_FILES = ['rolecall.yaml', 'rolecall.json'];
const LARGEST_FILE = 1024 * 1024;

export interface LoadedGuards {
  /** `undefined` when something is wrong with them. */
  readonly guards: Guards | undefined;
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Where the guards stand: `--config`, else `rolecall.yml` in the current folder; `undefined` where neither is.
 * @throws {UserError} if the current folder holds guards under a name that is not read.
 */
export function guardsFile(config: string | undefined): string | undefined {
  if (config !== undefined) return config;
  const misnamed = MISNAMED_FILES.find((file) => existsSync(file));
  if (misnamed !== undefined) throw new UserError(`${misnamed} is not read. Name it ${USUAL_FILE}, or give it with --config.`);
  return existsSync(USUAL_FILE) ? USUAL_FILE : undefined;
}

/**
 * Reads the guards, or takes the safe defaults where there is no file.
 * @throws {UserError} if the file cannot be read: nothing may run under other guards than those asked for.
 */
export async function loadGuards(file: string | undefined, context: SpecContext | undefined): Promise<LoadedGuards> {
  if (file === undefined) return { guards: defaultGuards, problems: [], sources: new Map() };
  const { files, problems } = await readSpecSources([file], { limit: LARGEST_FILE });
  const [read, ...others] = files;
  if (problems[0] !== undefined) throw new UserError(problems[0].message);
  if (read === undefined || others.length > 0) throw new UserError(`${file} is a folder; give --config one file.`);
  return { ...readGuards(read, context), sources: new Map([[file, new TextDecoder().decode(read.content)]]) };
}

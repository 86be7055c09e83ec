import type { Stats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem, SpecFile } from '../specs/types.ts';
import { isPassedOver, isSpecName } from './specs/spec-path.ts';

/** What was read, and what could not be: whoever takes the files must look at the problems too. */
export interface LocalFiles {
  readonly files: readonly SpecFile[];
  readonly problems: readonly Problem[];
}

export interface ReadingSettings {
  /** Bytes; of a larger file one byte more than this is read, so that the spec language can refuse it in its own words. */
  readonly limit: number;
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/**
 * Reads files, folders (every `*.yaml`, `*.yml` and `*.json` below, sorted; nothing hidden, no `node_modules`)
 * and `-`, each file once. A source that cannot be read is a problem, and the others are read all the same.
 */
export async function readSpecSources(sources: readonly string[], settings: ReadingSettings): Promise<LocalFiles> {
  const files: SpecFile[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const source of sources) {
    for await (const found of filesOf(source, [])) {
      if (seen.has(resolve(found.file))) continue;
      seen.add(resolve(found.file));
      const read = 'message' in found ? found : await readOne(found.file, settings);
      if ('message' in read) problems.push(read);
      else files.push(read);
    }
  }
  return { files, problems };
}

async function readOne(file: string, { limit, stdin = process.stdin }: ReadingSettings): Promise<SpecFile | Problem> {
  try {
    const bytes = file === '-' ? stdin : createReadStream(file, { highWaterMark: 1 << 20 });
    return { file, content: await upTo(limit + 1, bytes), version: null };
  } catch (error) {
    return problem(file, error);
  }
}

async function upTo(limit: number, bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** The files that a source stands for, in order; what cannot be looked into comes as a problem. */
async function* filesOf(source: string, parents: readonly string[]): AsyncGenerator<{ file: string } | Problem> {
  if (source === '-') return yield { file: source };
  try {
    if (!(await stat(source)).isDirectory()) return yield { file: source };
    const real = await realpath(source);
    if (parents.includes(real)) return yield problem(source, new Error('is a link to a folder that holds it; remove the link'));
    for (const name of await entriesOf(source)) yield* entry(join(source, name), [...parents, real]);
  } catch (error) {
    yield problem(source, error);
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => !isPassedOver(name)).sort();
}

async function* entry(path: string, parents: readonly string[]): AsyncGenerator<{ file: string } | Problem> {
  const known = await stat(path).catch((error: unknown) => problem(path, error));
  if ('message' in known) {
    if (isSpecName(path)) yield known;
  } else if (known.isDirectory()) yield* filesOf(path, parents);
  else if (isSpec(path, known)) yield { file: path };
}

function isSpec(path: string, stats: Stats): boolean {
  return stats.isFile() && isSpecName(path);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the path',
  EACCES: 'may not be read; check its permissions',
  EPERM: 'may not be read; check its permissions',
  ELOOP: 'is a link that leads back to itself; remove the link',
  ENOTDIR: 'lies below something that is no folder; check the path',
};

function problem(file: string, error: unknown): Problem {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return {
    file,
    line: 1,
    column: 1,
    path: '',
    message: `${file} ${WORDS[code] ?? (code ? `cannot be read (${code})` : message)}.`,
    severity: 'error',
  };
}

import { stat } from 'node:fs/promises';
import { readSpecSources } from '../../adapters/files.ts';
import type { Problem } from '../../specs/types.ts';
import type { Io } from '../terminal/io.ts';
import { LARGEST_FILE, parseDefinitionText } from './definition-text.ts';

/** What a file holds, or what is wrong with it. */
export type DefinitionFile =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly problem: Problem; readonly text: string };

/** Reads one file of task definitions. Never throws for what the user can put right. */
export async function readDefinitionFile(file: string, { stdin }: Pick<Io, 'stdin'>): Promise<DefinitionFile> {
  if (await isFolder(file)) return wrong(problemIn(file, `${file} is a folder. Give its files, as in ${file}/*.json.`));
  const { files, problems } = await readSpecSources([file], { limit: LARGEST_FILE, stdin });
  const [problem] = problems;
  if (problem !== undefined) return wrong(problem);
  const parsed = parseDefinitionText(file, files[0]?.content ?? new Uint8Array());
  return parsed.ok ? parsed : wrong(problemIn(file, parsed.fault.message, parsed.fault), parsed.text);
}

/** An error of a file, at its beginning where no place is known. */
export function problemIn(file: string, message: string, { line, column } = { line: 1, column: 1 }): Problem {
  return { file, line, column, path: '', message, severity: 'error' };
}

async function isFolder(file: string): Promise<boolean> {
  return file !== '-' && ((await stat(file).catch(() => undefined))?.isDirectory() ?? false);
}

function wrong(problem: Problem, text = ''): DefinitionFile {
  return { ok: false, problem, text };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printable } from '../../report/escaping/printable.ts';
import { readPackagedGuards } from '../../specs/packaged-guards.ts';
import type { Guards, SpecContext } from '../../specs/types.ts';

/** Packaging checks what people wrote and puts it, in this form, beside the bundle that all of this becomes. */
const PACKAGED = fileURLToPath(new URL('./rolecall.json', import.meta.url));

export interface GuardsReading {
  /** `undefined` when something is wrong. */
  readonly guards: Guards | undefined;
  /** Sentences for people. */
  readonly problems: readonly string[];
}

/**
 * The guards that were packaged, or those of a file as people write it. Never rejects.
 * @param file `undefined` for the packaged ones
 */
export async function guardsOf(file: string | undefined, account: SpecContext): Promise<GuardsReading> {
  try {
    if (file !== undefined) return await writtenGuards(file, account);
    return { guards: readPackagedGuards(readFileSync(PACKAGED, 'utf8'), account), problems: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const instead = 'Package the function again with npm run package, or name a file of guards in ROLECALL_CONFIG.';
    return { guards: undefined, problems: [printable(`The guards cannot be read (${why}). ${instead}`)] };
  }
}

/** The code that reads what people write is loaded only for this. */
async function writtenGuards(file: string, account: SpecContext): Promise<GuardsReading> {
  const content = readFileSync(file);
  const { readGuards } = await import('../spec-language.ts');
  const { guards, problems } = readGuards({ file, content, version: null }, account);
  return { guards, problems: problems.map(({ line, column, message }) => printable(`${file}:${line}:${column}: ${message}`)) };
}

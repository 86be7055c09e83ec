import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../../adapters/write-file.ts';
import { UserError } from '../terminal/user-error.ts';
import { type ImportedSpec, SCHEMA_FILE } from './imported-spec.ts';
import { specFileName } from './spec-file-name.ts';

export interface PlacedSpec extends ImportedSpec {
  readonly file: string;
}

const MOST_NAMED = 5;

/** Gives each spec its file in a folder. */
export function placeSpecs(specs: readonly ImportedSpec[], folder: string): readonly PlacedSpec[] {
  const taken = new Set<string>();
  return specs.map((spec) => ({ ...spec, file: join(folder, specFileName(spec.role, taken)) }));
}

/** Refuses to write over anything. @throws {UserError} naming what is there */
export function refuseExisting(specs: readonly PlacedSpec[]): void {
  const existing = specs.map(({ file }) => file).filter((file) => existsSync(file));
  if (existing.length === 0) return;
  const rest = existing.length > MOST_NAMED ? ` and ${existing.length - MOST_NAMED} more` : '';
  const named = existing.slice(0, MOST_NAMED).join(', ');
  throw new UserError(
    `There already: ${named}${rest}. Nothing was written; name another --out, or write over them with --force.`,
  );
}

/** Writes specs and, for editors, the schema beside them. */
export async function writeSpecs(specs: readonly PlacedSpec[], folder: string): Promise<void> {
  for (const { file, text } of specs) await writeFileAtomically(file, text);
  const { default: schema } = await import('../../specs/schema/rolecall.v1.schema.json', { with: { type: 'json' } });
  await writeFileAtomically(join(folder, SCHEMA_FILE), `${JSON.stringify(schema, null, 2)}\n`);
}

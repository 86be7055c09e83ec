import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';

/** Fields of the guards, as `rolecall.yml` has them. */
export type GuardChanges = Readonly<Record<string, unknown>>;

/** The packaged guards with these fields changed, as a file of their own. @returns its path */
export function guardsFile(packaged: string, accountId: string, changes: GuardChanges): string {
  const document = parseDocument(readFileSync(packaged, 'utf8'));
  for (const [field, value] of Object.entries(changes)) document.setIn(['spec', field], document.createNode(value));
  const path = resolve('reports/lambda', `guards-${accountId}.yml`);
  mkdirSync('reports/lambda', { recursive: true });
  writeFileSync(path, document.toString());
  return path;
}

import { readdirSync, readFileSync } from 'node:fs';

const CASES = new URL('../cases/', import.meta.url);

/** Every case file of a topic: its name, and the cases in it. */
export function caseFiles<Case>(topic: string): readonly (readonly [file: string, cases: readonly Case[]])[] {
  const folder = new URL(`${topic}/`, CASES);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files
    .sort()
    .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))] as const);
}

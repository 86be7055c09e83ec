import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A folder may import from itself and from these. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  iam: [],
  specs: ['iam'],
  reconciler: ['iam', 'specs'],
  audit: ['iam', 'specs'],
  controller: ['iam', 'specs', 'reconciler', 'audit'],
  report: ['iam', 'specs', 'reconciler', 'audit', 'controller'],
  adapters: ['iam', 'specs', 'reconciler', 'audit', 'controller'],
  handlers: ['iam', 'specs', 'reconciler', 'audit', 'controller', 'report', 'adapters'],
  cli: ['iam', 'specs', 'reconciler', 'audit', 'controller', 'report', 'adapters'],
};
const PURE = ['iam', 'specs', 'reconciler', 'audit', 'controller', 'report'];
/** What deciding code may take from Node: computing, not looking. */
const PURE_BUILTINS = ['node:crypto', 'node:util'];

function sources(folder: string): readonly (readonly [file: string, text: string])[] {
  const files = entriesOf(folder).filter((file) => file.endsWith('.ts'));
  return files.map((file) => [file, readFileSync(`${ROOT}/${file}`, 'utf8')]);
}

function entriesOf(folder: string): readonly string[] {
  const entries = readdirSync(`${ROOT}/${folder}`, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  return entries.flatMap((entry) => (entry.isDirectory() ? entriesOf(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, specifier = '']) => specifier);
}

/** `undefined` for packages, and for files that lie in no folder. */
function folderOf(specifier: string, file: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const [folder, ...rest] = new URL(specifier, `file:///${file}`).pathname.slice(1).split('/');
  return rest.length === 0 ? undefined : folder;
}

const offences = (folder: string, offends: (text: string, file: string) => readonly string[]) =>
  sources(folder).flatMap(([file, text]) => offends(text, file).map((what) => `${file}: ${what}`));

describe.each(Object.entries(MAY_IMPORT))('%s', (folder, others) => {
  test('holds code', () => expect(sources(folder).length).toBeGreaterThan(0));

  test(`imports from no folder but ${['itself', ...others].join(', ')}`, () => {
    const strangers = offences(folder, (text, file) =>
      importsOf(text).filter((specifier) => ![undefined, folder, ...others].includes(folderOf(specifier, file))),
    );
    expect(strangers).toEqual([]);
  });
});

describe.each(PURE)('%s', (folder) => {
  test('reads no clock, no chance and no environment', () => {
    const IMPURE = /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|process\.env/g;
    expect(offences(folder, (text) => text.match(IMPURE) ?? [])).toEqual([]);
  });

  test('imports no SDK and nothing of Node that does input or output', () => {
    const impure = (specifier: string) =>
      specifier.startsWith('@aws-sdk/') || (specifier.startsWith('node:') && !PURE_BUILTINS.includes(specifier));
    expect(offences(folder, (text) => importsOf(text).filter(impure))).toEqual([]);
  });
});

test('No test is skipped, and none keeps the others from running', () => {
  const SWITCHED = /\b(?:x?(?:it|test|describe)\.(?:skip|only|todo)|xit|xtest|xdescribe|fit|fdescribe)\s*[(.`]/g;
  expect(offences('test', (text, file) => (file.endsWith('architecture.test.ts') ? [] : (text.match(SWITCHED) ?? [])))).toEqual(
    [],
  );
});

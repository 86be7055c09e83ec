import { type Declaration, type ReadOptions, readDeclaration } from './reading/read-document.ts';
import { type ReadDocument, readFile } from './reading/spec-file.ts';
import { type NamedDocument, reportDuplicates } from './role/duplicates.ts';
import { PLACEHOLDER_CONTEXT } from './role/variables.ts';
import type { CompiledSpecs, SpecContext, SpecFile } from './types.ts';

type Declared = { readonly read: ReadDocument; readonly declaration: Declaration };

/**
 * Reads all files of a set of specs. Never throws: whatever is wrong is a problem with its place, and a document that cannot
 * be used stops no other.
 * @param context `undefined` checks what can be checked without an account; what is compiled then holds placeholders
 */
export function readSpecs(
  files: readonly SpecFile[],
  context: SpecContext | undefined,
  options: ReadOptions = {},
): CompiledSpecs {
  const read = files.map(readFile);
  const declared = read.map(({ documents }) => documents.map((each) => declare(each, context ?? PLACEHOLDER_CONTEXT, options)));
  const all = declared.flat();
  reportDuplicates(all.flatMap(namedDocument));
  const hides = (index: number) => (read[index]?.problems.length ?? 0) > 0 || (declared[index] ?? []).some(hidesRoles);
  const hiding = files.flatMap(({ file }, index) => (hides(index) ? [file] : []));
  return {
    roles: all.flatMap(({ read: { problems }, declaration }) =>
      declaration.type === 'role' && !problems.hasErrors ? [declaration.role] : [],
    ),
    invalid: all.flatMap(invalidRole),
    unreadable: [],
    waivers: all.flatMap(({ declaration }) => (declaration.type === 'waiver' ? [declaration.waiver] : [])),
    guards: all.flatMap(({ declaration }) => (declaration.type === 'guards' ? [declaration.source] : [])),
    problems: read.flatMap((file) => [...file.problems, ...file.documents.flatMap(({ problems }) => problems.all)]),
    incomplete: hiding.length > 0,
    hiding,
  };
}

function declare(read: ReadDocument, context: SpecContext, options: ReadOptions): Declared {
  return { read, declaration: readDeclaration(read, context, options) };
}

function hidesRoles({ read, declaration }: Declared): boolean {
  return read.faulty || declaration.type === 'unreadable';
}

function invalidRole({ read: { problems }, declaration }: Declared) {
  if (declaration.type === 'invalid') return [{ ...declaration.role, problems: problems.all }];
  if (declaration.type !== 'role' || !problems.hasErrors) return [];
  const { role, kind, labels, source } = declaration.role;
  return [{ name: role.name, kind, labels, source, problems: problems.all }];
}

function namedDocument({ read, declaration }: Declared): NamedDocument[] {
  if (declaration.type === 'role')
    return [{ name: declaration.role.role.name, source: declaration.role.source, report: read.problems.report }];
  if (declaration.type === 'invalid')
    return [{ name: declaration.role.name, source: declaration.role.source, report: read.problems.report }];
  return [];
}

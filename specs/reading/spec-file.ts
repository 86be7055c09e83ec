import type { Problem, SpecFile } from '../types.ts';
import { ProblemLimit } from './problem-limit.ts';
import { Problems, type SpecDocument } from './report.ts';
import { sourceText } from './source-text.ts';
import { readYaml, type YamlDocument } from './yaml/documents.ts';
import type { YamlNode } from './yaml/node.ts';

/** A document that has a value, with the problems found so far. */
export interface ReadDocument {
  readonly document: SpecDocument;
  readonly problems: Problems;
  /** Its text has faults, so it may declare other roles than it seems to. */
  readonly faulty: boolean;
  /** Nothing more is worth saying about it than its faults. */
  readonly broken: boolean;
}

export interface ReadFile {
  readonly documents: readonly ReadDocument[];
  /** What is wrong with the file itself. */
  readonly problems: readonly Problem[];
}

/** Takes a file apart into its documents. */
export function readFile(file: SpecFile): ReadFile {
  const source = sourceText(file.content);
  if (!source.ok) return { documents: [], problems: [fileProblem(file, positionIn(source.text, source.offset), source.message)] };
  const yaml = readYaml(source.text);
  const documents = yaml.documents.filter(({ root }) => root !== undefined);
  const limit = new ProblemLimit();
  const lost = yaml.documents.filter(({ root }) => root === undefined).flatMap(({ faults }) => faults);
  return {
    documents: documents.map((document) =>
      readDocument(file, document, document.root as YamlNode, { position: yaml.position, limit }),
    ),
    problems: [...yaml.faults, ...lost].map(({ offset, message }) => fileProblem(file, yaml.position(offset), message)),
  };
}

type Position = { readonly line: number; readonly column: number };

function readDocument(
  file: SpecFile,
  { broken, faults }: YamlDocument,
  root: YamlNode,
  { position, limit }: { readonly position: (offset: number) => Position; readonly limit: ProblemLimit },
): ReadDocument {
  const document: SpecDocument = { file, root, line: position(root.offset).line, position };
  const problems = new Problems(document, limit);
  for (const { offset, message } of faults) problems.reportAt(offset, message);
  return { document, problems, faulty: faults.length > 0, broken };
}

function fileProblem({ file }: SpecFile, { line, column }: Position, message: string): Problem {
  return { file, line, column, path: '', message, severity: 'error' };
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

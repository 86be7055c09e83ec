import type { Problem, SpecFile } from './types.ts';
import { jsonPointer, offsetOf, type Path, type YamlNode } from './yaml/node.ts';

/** Says what is wrong at a place of a document, and what to write instead. */
export type Report = (path: Path, message: string, options?: ReportOptions) => void;

export interface ReportOptions {
  readonly severity?: Problem['severity'];
  /** Whether the key itself is wrong, rather than its value. */
  readonly at?: 'key' | 'value';
}

/** One document of a file, with a place for every path. */
export interface SpecDocument {
  readonly file: SpecFile;
  readonly root: YamlNode;
  readonly line: number;
  position(offset: number): { readonly line: number; readonly column: number };
}

/** Collects a document's problems; a place that has an error says nothing more. */
export class Problems {
  readonly #document: SpecDocument;
  readonly #found = new Map<string, Problem>();
  readonly #faults = new Map<number, Problem>();

  constructor(document: SpecDocument) {
    this.#document = document;
  }

  readonly report: Report = (path, message, { severity = 'error', at = 'value' } = {}) => {
    const offset = offsetOf(this.#document.root, path, at);
    const key = severity === 'error' ? jsonPointer(path) : `${jsonPointer(path)} ${message}`;
    if (this.#found.has(key) || this.#faults.has(offset)) return;
    const { line, column } = this.#document.position(offset);
    this.#found.set(key, { file: this.#document.file.file, line, column, path: jsonPointer(path), message, severity });
  };

  /** A fault of the text, where there is no value to point to. */
  reportAt(offset: number, message: string): void {
    if (this.#faults.has(offset)) return;
    const { line, column } = this.#document.position(offset);
    this.#faults.set(offset, { file: this.#document.file.file, line, column, path: '', message, severity: 'error' });
  }

  /** In the order of the file. */
  get all(): readonly Problem[] {
    return [...this.#faults.values(), ...this.#found.values()].sort(
      (one, other) => one.line - other.line || one.column - other.column,
    );
  }

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === 'error');
  }
}

/** A report for what lies below a place. */
export function below(report: Report, ...steps: Path): Report {
  return (path, message, options) => report([...steps, ...path], message, options);
}

import type { Problem, SpecFile } from '../types.ts';
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
    const key = severity === 'error' ? jsonPointer(path) : `warning ${jsonPointer(path)} ${message}`;
    if (this.#found.has(key) || this.#faults.has(offset)) return;
    this.#found.set(key, this.#problem(offset, jsonPointer(path), message, severity));
  };

  /** A fault of the text, where there is no value to point to. */
  reportAt(offset: number, message: string): void {
    if (this.#faults.has(offset)) return;
    this.#faults.set(offset, this.#problem(offset, '', message, 'error'));
  }

  #problem(offset: number, path: string, message: string, severity: Problem['severity']): Problem {
    const { line, column } = this.#document.position(offset);
    return { file: this.#document.file.file, line, column, path: oneLine(path), message: oneLine(message), severity };
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

/** Longer than any message of ours, unless a spec quotes a book. */
const MAX_LENGTH = 1000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what we look for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** What a spec holds may stand in a message, but must not move a terminal's cursor or fill its screen. */
function oneLine(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return cut.replaceAll(CONTROL_CHARACTERS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import type { Problem, SpecFile } from '../types.ts';
import { type ProblemLimit, Untold } from './problem-limit.ts';
import { jsonPointer, offsetOf, type Path, type YamlNode } from './yaml/node.ts';

/** Says what is wrong at a place of a document, and what to write instead. */
export type Report = (path: Path, message: Message, options?: ReportOptions) => void;

/** Says what is wrong at a place that is known. */
export type Complain = (message: Message, options?: ReportOptions) => void;

/** A message that takes time to find is found only where it is told. */
export type Message = string | (() => string);

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
  readonly #limit: ProblemLimit;
  readonly #errors = new Map<string, Problem>();
  readonly #warnings: Problem[] = [];
  readonly #faults = new Map<number, Problem>();
  readonly #untold = { error: new Untold(), warning: new Untold() };

  constructor(document: SpecDocument, limit: ProblemLimit) {
    this.#document = document;
    this.#limit = limit;
  }

  readonly report: Report = (path, message, { severity = 'error', at = 'value' } = {}) => {
    const offset = offsetOf(this.#document.root, path, at);
    const pointer = jsonPointer(path);
    if (this.#errors.has(pointer) || this.#faults.has(offset)) return;
    if (this.#limit.isReached(severity)) {
      this.#untold[severity].add(this.#problem(offset, pointer, '', severity));
      return;
    }
    const problem = this.#problem(offset, pointer, typeof message === 'string' ? message : message(), severity);
    if (severity === 'error') this.#errors.set(pointer, problem);
    else this.#warnings.push(problem);
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
    const told = [...this.#faults.values(), ...this.#errors.values(), ...this.#warnings];
    const untold = [...this.#untold.error.summary, ...this.#untold.warning.summary];
    return [...told, ...untold].sort((one, other) => one.line - other.line || one.column - other.column);
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

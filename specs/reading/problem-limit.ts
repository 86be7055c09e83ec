import type { Problem } from '../types.ts';

type Severity = Problem['severity'];

/** Nobody reads more, and finding what was meant by each word takes time. */
const MOST_PROBLEMS = 200;

/** How many problems of each severity one file may have told; warnings take no error's place. */
export class ProblemLimit {
  readonly #told = { error: 0, warning: 0 };

  /** Counts one more. */
  isReached(severity: Severity): boolean {
    this.#told[severity] += 1;
    return this.#told[severity] > MOST_PROBLEMS;
  }
}

/** What a document has beyond its file's limit: one problem, at the first of these places, stands for all. */
export class Untold {
  #first: Problem | undefined;
  #count = 0;

  add(problem: Problem): void {
    this.#first ??= problem;
    this.#count += 1;
  }

  get summary(): Problem[] {
    if (this.#first === undefined) return [];
    const { severity } = this.#first;
    const these = this.#count === 1 ? `one more ${severity}` : `${this.#count} more ${severity}s`;
    return [
      { ...this.#first, message: `this file has over ${MOST_PROBLEMS} ${severity}s; from here on this document has ${these}` },
    ];
  }
}

import type { SpecSourceReading } from '../../controller/ports.ts';
import type { Problem } from '../../specs/types.ts';

/** One place that specs come from. */
export interface SpecSource {
  /** Never rejects. */
  read(): Promise<SpecSourceReading>;
}

/** What stands in the way of a whole file. */
export function fileProblem(file: string, message: string): Problem {
  return { file, line: 1, column: 1, path: '', message, severity: 'error' };
}

/** A place that could not be listed to its end: a part of it would look as if the rest had been removed. */
export function unlisted(source: string, failure: string): SpecSourceReading {
  return { source, files: [], problems: [], failure };
}

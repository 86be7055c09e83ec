import type { Problem } from '../specs/types.ts';
import { printable } from './escaping/printable.ts';
import { createInk, type Ink } from './words/ink.ts';

export interface ProblemsOptions {
  readonly color: boolean;
  /** The text of each file, to show the line in question. */
  readonly sources?: ReadonlyMap<string, string>;
}

const MOST_COLUMNS = 160;

/** The source line with a caret under the column; nothing where the line is not known or too long to show. */
function excerpt({ file, line, column }: Problem, sources: ProblemsOptions['sources'], ink: Ink): readonly string[] {
  const source = sources?.get(file)?.split(/\r\n|\r|\n/)[line - 1];
  if (source === undefined || source.trim() === '' || source.length > MOST_COLUMNS) return [];
  const margin = ' '.repeat(String(line).length);
  const before = printable(source.slice(0, column - 1).replaceAll('\t', ' '));
  return [
    ink.dim(`  ${line} | `) + printable(source.replaceAll('\t', ' ')),
    ink.dim(`  ${margin} | `) + ' '.repeat(before.length) + ink.removed('^'),
  ];
}

function problemLines(problem: Problem, { sources }: ProblemsOptions, ink: Ink): readonly string[] {
  const { file, line, column, severity, message } = problem;
  const word = severity === 'error' ? ink.severity.critical('error') : ink.caution('warning');
  return [
    `${ink.bold(`${printable(file)}:${line}:${column}`)}: ${word}: ${printable(message)}`,
    ...excerpt(problem, sources, ink),
  ];
}

/** Problems as compilers print them: `file:line:column: error: message`, and the line with a caret. Ends with a newline unless empty. */
export function problemsText(problems: readonly Problem[], options: ProblemsOptions): string {
  const ink = createInk(options.color);
  return problems
    .flatMap((problem) => problemLines(problem, options, ink))
    .map((line) => `${line}\n`)
    .join('');
}

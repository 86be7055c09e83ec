import type { DriftReport } from '../../reconciler/types.ts';
import { awsCommands } from '../../report/aws-commands.ts';
import { jsonReport } from '../../report/json.ts';
import { markdownReport } from '../../report/markdown.ts';
import type { PlanKnowledge } from '../../report/plan/documents.ts';
import { textReport } from '../../report/text.ts';
import type { Verb } from '../../report/words/next-step.ts';
import type { Format } from '../input/options.ts';
import type { Io, Output } from './io.ts';
import { colorOf, widthOf } from './style.ts';

export interface Showing {
  readonly format: Format | 'aws';
  readonly verb: Verb;
  /** The arguments that the next command repeats, quoted for the shell; `undefined` names no next command. */
  readonly specs: string | undefined;
  readonly sources: ReadonlyMap<string, string>;
  /** For a plan that says what it gives. */
  readonly known?: PlanKnowledge | undefined;
}

/** A report for one of the process's outputs, in the format that was asked for. */
export function reportText(
  report: DriftReport,
  { format, verb, specs, sources, known }: Showing,
  output: Output,
  io: Io,
): string {
  if (format === 'json') return jsonReport(report);
  if (format === 'markdown') return markdownReport(report, { verb, specs, known });
  if (format === 'aws') return awsCommands(report);
  return textReport(report, { verb, specs, sources, color: colorOf(output, io), width: widthOf(output) });
}

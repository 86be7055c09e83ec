import type { Problem } from '../specs/types.ts';
import { jsonText } from './escaping/json-text.ts';
import { markdownCode, markdownText } from './escaping/markdown-text.ts';
import { type ProblemsOptions, problemsText } from './problems-text.ts';
import { counted } from './words/counts.ts';

/** What `validate` found. */
export interface Validation {
  readonly files: number;
  readonly roles: number;
  readonly waivers: number;
  readonly problems: readonly Problem[];
}

export interface ValidationOptions extends ProblemsOptions {
  readonly format: 'text' | 'json' | 'markdown';
}

function count(problems: readonly Problem[], severity: Problem['severity']): number {
  return problems.filter((problem) => problem.severity === severity).length;
}

function summary({ files, roles, waivers, problems }: Validation): string {
  const read = [counted(files, 'file'), counted(roles, 'role'), ...(waivers > 0 ? [counted(waivers, 'waiver')] : [])].join(', ');
  const [errors, warnings] = [count(problems, 'error'), count(problems, 'warning')];
  const found = [...(errors > 0 ? [counted(errors, 'error')] : []), ...(warnings > 0 ? [counted(warnings, 'warning')] : [])];
  return `${read}: ${found.length === 0 ? 'no problems' : found.join(', ')}.`;
}

function markdownItem({ file, line, column, severity, message }: Problem): string {
  return `- ${markdownCode(`${file}:${line}:${column}`)} ${severity}: ${markdownText(message)}`;
}

/** The outcome of `validate` in one of its formats. Ends with a newline. */
export function validationReport(validation: Validation, { format, ...options }: ValidationOptions): string {
  const { problems } = validation;
  if (format === 'json') return `${jsonText({ apiVersion: 'rolecall/v1', kind: 'Validation', ...validation }, 2)}\n`;
  if (format === 'markdown')
    return `${['# Validation', '', `**${summary(validation)}**`, '', ...problems.map(markdownItem)].join('\n').trimEnd()}\n`;
  return `${problemsText(problems, options)}${problems.length > 0 ? '\n' : ''}${summary(validation)}\n`;
}

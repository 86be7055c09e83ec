import { jsonText } from './escaping/json-text.ts';
import { markdownCode, markdownText } from './escaping/markdown-text.ts';
import { printable } from './escaping/printable.ts';
import { counted } from './words/counts.ts';
import { wrapped } from './words/wrapped.ts';

/** What `import` wrote. */
export interface ImportOutcome {
  /** Quoted for the shell. */
  readonly folder: string;
  readonly specs: readonly ImportedFile[];
  /** What was left out, and why. */
  readonly notices: readonly string[];
  /** The command to run next. */
  readonly next: string;
}

export interface ImportReportOptions {
  readonly format: 'text' | 'json' | 'markdown';
  /** Columns. */
  readonly width: number;
}

export interface ImportedFile {
  readonly role: string;
  readonly kind: string;
  readonly file: string;
  readonly remarks: readonly string[];
}

function kinds(specs: readonly ImportedFile[]): string {
  const names = [...new Set(specs.map(({ kind }) => kind))].sort();
  return names.map((name) => `${specs.filter(({ kind }) => kind === name).length} ${name}`).join(', ');
}

function summary({ specs, folder }: ImportOutcome): string {
  return `${counted(specs.length, 'spec')} written to ${folder}: ${kinds(specs)}.`;
}

function remarks({ specs }: ImportOutcome): readonly string[] {
  return specs.flatMap((spec) => (spec.remarks.length === 0 ? [] : [`${spec.file}: ${spec.remarks.join('; ')}`]));
}

function noticeLines(text: string, width: number): readonly string[] {
  return wrapped(printable(text), Math.max(20, width - 2)).map((line, index) => `${index === 0 ? '·' : ' '} ${line}`);
}

/** The outcome of `import` in one of its formats. Ends with a newline. */
export function importReport(outcome: ImportOutcome, { format, width }: ImportReportOptions): string {
  const { specs, notices, next } = outcome;
  if (format === 'json') {
    const files = specs.map(({ role, kind, file, remarks: said }) => ({ role, kind, file, remarks: said }));
    return `${jsonText({ apiVersion: 'rolecall/v1', kind: 'Import', specs: files, notices }, 2)}\n`;
  }
  const said = [...notices, ...remarks(outcome)];
  if (format === 'markdown') {
    const items = said.map((line) => `- ${markdownText(line)}`);
    return `${['# Rolecall import', '', `**${markdownText(summary(outcome))}**`, '', ...items, '', `Next: ${markdownCode(next)}`].join('\n')}\n`;
  }
  const lines = [...said.flatMap((line) => noticeLines(line, width)), printable(summary(outcome)), printable(`Next: ${next}`)];
  return `${lines.join('\n')}\n`;
}

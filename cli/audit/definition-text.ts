import { LineCounter, parseDocument } from 'yaml';
import { jsonFault } from './json-fault.ts';

/** Bytes. ECS takes 64 KB of a task definition; a file may hold many, or be a log of CloudTrail. */
export const LARGEST_FILE = 10 * 1024 * 1024;

/** What is wrong with a file, and where. */
export interface TextFault {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

export type ParsedText =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly fault: TextFault; readonly text: string };

const FORMS = 'Give a task definition as JSON, as aws ecs describe-task-definition prints it.';

/** Parses a file of task definitions: JSON, and YAML where the name says so. Never throws. */
export function parseDefinitionText(file: string, content: Uint8Array): ParsedText {
  if (content.length > LARGEST_FILE) return refused('', `The file is larger than 10 MiB. ${FORMS}`);
  const text = decoded(content);
  if (text === undefined) return refused('', `The file is no text; is it a binary file? ${FORMS}`);
  if (text.trim() === '') return refused(text, `The file is empty. ${FORMS}`);
  return /\.ya?ml$/i.test(file) ? parsedYaml(text) : parsedJson(text);
}

function refused(text: string, message: string, line = 1, column = 1): ParsedText {
  return { ok: false, text, fault: { line, column, message } };
}

/** Windows PowerShell writes UTF-16 where other shells write UTF-8. */
function decoded(content: Uint8Array): string | undefined {
  const isUtf16 = content[0] === 0xff && content[1] === 0xfe;
  try {
    const text = new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function parsedJson(text: string): ParsedText {
  try {
    return { ok: true, text, value: JSON.parse(text) };
  } catch {
    const { offset, what } = jsonFault(text);
    const lines = text.slice(0, offset).split('\n');
    return refused(text, `The file is no JSON: ${what}. ${FORMS}`, lines.length, (lines.at(-1)?.length ?? 0) + 1);
  }
}

function parsedYaml(text: string): ParsedText {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    const [error] = document.errors;
    if (error === undefined) return { ok: true, text, value: document.toJS() };
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return refused(text, `The file is no YAML: ${error.message}.`, line, col);
  } catch (error) {
    // The package throws for aliases that would make a small file huge, and for nesting that no stack holds.
    return refused(text, `The file cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

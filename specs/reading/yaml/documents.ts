import { Composer, type CST, type Document, Lexer, LineCounter, Parser, visit } from 'yaml';
import { compose } from './compose.ts';
import type { YamlNode } from './node.ts';

/** Deeper than any policy; far from where recursion would exhaust the stack. */
const MAX_DEPTH = 64;
/** A file of 1 MiB with ordinary words stays below. */
const MAX_TOKENS = 300_000;
const MAX_DOCUMENTS = 10_000;
/** After so many tokens out of place the rest says nothing new. */
const MAX_MISPLACED = 100;

export interface Fault {
  /** Offset into the text. */
  readonly offset: number;
  readonly message: string;
}

export interface YamlDocument {
  readonly offset: number;
  /** `undefined` where nothing could be made of it. */
  readonly root: YamlNode | undefined;
  /** Whether its text breaks off or cannot be read as YAML, so that what is there may not be what was meant. */
  readonly broken: boolean;
  readonly faults: readonly Fault[];
}

export interface YamlFile {
  /** Documents that hold nothing but comments are left out. */
  readonly documents: readonly YamlDocument[];
  /** Faults of the file as a whole. */
  readonly faults: readonly Fault[];
  /** From 1. */
  position(offset: number): { readonly line: number; readonly column: number };
}

/** Reads YAML 1.2, and so JSON: any number of documents, each with its faults. Never throws, and takes time in proportion. */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const budget = new Budget();
  const composer = new Composer({ schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const parsed = [...composer.compose(tokens(text, lines, budget), true, text.length)];
  return {
    documents: budget.fault ? [] : parsed.flatMap((document) => readDocument(document)),
    faults: budget.fault ? [budget.fault] : [],
    position: (offset) => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
}

/** Stops reading where a text would cost more than any spec may. */
class Budget {
  fault: Fault | undefined;
  #tokens = 0;
  #documents = 0;
  #misplaced = 0;

  countDocument(offset: number): void {
    this.#documents += 1;
    if (this.#documents > MAX_DOCUMENTS)
      this.fault = { offset, message: `the file holds more than ${MAX_DOCUMENTS} documents; split it` };
  }

  misplaced(): boolean {
    this.#misplaced += 1;
    return this.#misplaced > MAX_MISPLACED;
  }

  exhausted(offset: number, depth: number): boolean {
    this.#tokens += 1;
    if (depth > MAX_DEPTH) this.fault = { offset, message: `the text nests more than ${MAX_DEPTH} levels deep; no spec does` };
    if (this.#tokens > MAX_TOKENS)
      this.fault = { offset, message: 'the file holds too many values; split it into several files' };
    return this.fault !== undefined;
  }
}

function* tokens(text: string, lines: LineCounter, budget: Budget): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error' && budget.misplaced()) return;
      if (token.type === 'document') budget.countDocument(parser.offset);
      yield token;
    }
    if (budget.exhausted(parser.offset, parser.stack.length)) return;
  }
  yield* parser.end();
}

function readDocument(document: Document.Parsed): YamlDocument[] {
  const faults: Fault[] = [...document.errors, ...document.warnings].map(({ pos, code, message }) => ({
    offset: openingQuote(code, document) ?? pos[0],
    message: explain(code, message),
  }));
  const root = compose(document, (offset, message) => faults.push({ offset, message }));
  const offset = root?.offset ?? document.range?.[0] ?? 0;
  const blank = root === undefined || (root.value === null && root.source === '');
  return blank && faults.length === 0
    ? []
    : [{ offset, root: blank ? undefined : root, broken: blank || document.errors.length > 0, faults }];
}

/** Where a quote that is never closed begins: the library only says where the text ends. */
function openingQuote(code: string, document: Document.Parsed): number | undefined {
  let last: number | undefined;
  if (code !== 'MISSING_CHAR') return undefined;
  visit(document, {
    Scalar(_key, { type, range }) {
      if (type?.startsWith('QUOTE')) last = range?.[0];
    },
  });
  return last;
}

/** The library's own sentences, except where people need to hear what to write instead. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent YAML; use spaces',
  BAD_ALIAS: 'a value that begins with * is an alias in YAML; put it in quotes: "*"',
  TAG_RESOLVE_FAILED: 'tags such as !Sub or !Ref mean nothing here; write the text itself: ${AWS::AccountId} is filled in',
  BLOCK_AS_IMPLICIT_KEY:
    'there is a second colon in this line (put the text in quotes, or begin a new line), or the next line is indented further than it should be',
  MISSING_CHAR: 'a quote or a bracket is opened here, or before, and not closed',
  BAD_INDENT: 'the indentation does not fit the lines above, or a bracket is not closed',
};

function explain(code: string, message: string): string {
  return EXPLANATIONS[code] ?? `this is not YAML: ${message.slice(0, 200)}`;
}

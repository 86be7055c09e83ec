import { below, shown } from './reading.ts';
import type { PolicyProblem } from './types.ts';

export type JsonReading =
  | { readonly value: unknown; readonly problems: readonly PolicyProblem[] }
  | { readonly value?: undefined; readonly problems: readonly [PolicyProblem] };

/** An open object (with the names met so far) or list; `step` is the member or element that is being read. */
interface Container {
  readonly names: Set<string> | undefined;
  step: string | number;
}

interface Scan {
  readonly text: string;
  readonly open: Container[];
  /** Where each bare number starts and ends. */
  readonly numbers: number[];
  readonly problems: PolicyProblem[];
}

/** No object of a policy lies deeper; one that does is refused as a whole, so what is in it need not be looked at. */
const DEEPEST_OBJECT = 8;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const COLON = 0x3a;
const LIST_START = 0x5b;
const BACKSLASH = 0x5c;
const LIST_END = 0x5d;
const OBJECT_START = 0x7b;
const OBJECT_END = 0x7d;

/**
 * Reads JSON without losing anything that `JSON.parse` loses silently: a member given twice is a problem with its JSON pointer,
 * and a bare number becomes the string of its own digits, since quotation marks are optional and rounding would hide a difference.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readJson(text: string): JsonReading {
  try {
    const value: unknown = JSON.parse(text);
    const { numbers, problems } = scan(text);
    return { value: numbers.length === 0 ? value : JSON.parse(quoteNumbers(text, numbers)), problems };
  } catch (error) {
    return { problems: [{ path: '', message: notJson(text, error) }] };
  }
}

function notJson(text: string, error: unknown): string {
  if (/^\s*%7B/i.test(text)) return 'The document is still URL-encoded. Decode it once and give the JSON text.';
  const why = error instanceof Error ? error.message : String(error);
  return `The document is not JSON (${why}). Write one JSON object with "Version" and "Statement".`;
}

/** Only for text that `JSON.parse` has accepted. */
function scan(text: string): Scan {
  const state: Scan = { text, open: [], numbers: [], problems: [] };
  for (let at = 0; at < text.length; ) at = token(state, at);
  return state;
}

function token(state: Scan, at: number): number {
  const code = state.text.charCodeAt(at);
  if (code === QUOTE) return string(state, at);
  if (code === MINUS || isDigit(code)) return number(state, at);
  if (code === OBJECT_START) state.open.push({ names: new Set(), step: '' });
  else if (code === LIST_START) state.open.push({ names: undefined, step: 0 });
  else if (code === OBJECT_END || code === LIST_END) state.open.pop();
  else if (code === COMMA) nextElement(state.open.at(-1));
  return at + 1;
}

function nextElement(container: Container | undefined): void {
  if (typeof container?.step === 'number') container.step++;
}

function string(state: Scan, start: number): number {
  const end = closingQuote(state.text, start);
  let after = end + 1;
  while (isSpace(state.text.charCodeAt(after))) after++;
  // Outside strings a colon follows nothing but a member's name.
  if (state.text.charCodeAt(after) === COLON) member(state, state.text.slice(start, end + 1));
  return after;
}

function member({ open, problems }: Scan, literal: string): void {
  const object = open.at(-1);
  if (object?.names === undefined) return;
  const name: string = literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1);
  object.step = name;
  if (!object.names.has(name)) object.names.add(name);
  else if (open.length <= DEEPEST_OBJECT) problems.push({ path: pointer(open), message: givenTwice(name) });
}

function givenTwice(name: string): string {
  return `${shown(name)} is given twice. Keep one; IAM refuses the same element twice.`;
}

function pointer(open: readonly Container[]): string {
  return open.reduce((path, { step }) => below(path, step), '');
}

function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

function number(state: Scan, start: number): number {
  let end = start + 1;
  while (isNumberPart(state.text.charCodeAt(end))) end++;
  state.numbers.push(start, end);
  return end;
}

function quoteNumbers(text: string, numbers: readonly number[]): string {
  const edges = [0, ...numbers, text.length];
  return edges
    .slice(1)
    .map((edge, index) => text.slice(edges[index], edge))
    .join('"');
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Digits, sign, point and exponent. */
function isNumberPart(code: number): boolean {
  return isDigit(code) || code === MINUS || code === 0x2b || code === 0x2e || code === 0x45 || code === 0x65;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

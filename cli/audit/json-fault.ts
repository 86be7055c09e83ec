export interface JsonFault {
  /** Where the text stops being JSON. */
  readonly offset: number;
  /** What is there, in words that finish "The file is no JSON: ". */
  readonly what: string;
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: JSON allows none of these in a string
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: JSON allows none of these in a string

/** What may follow in each state; `s` is a string, `v` any other plain value. */
const WANTED = {
  value: '{[sv',
  firstElement: '{[sv]',
  firstName: 's}',
  name: 's',
  colon: ':',
  afterMember: ',}',
  afterElement: ',]',
  nothing: '',
} as const;
type Wanted = keyof typeof WANTED;

/** Finds the first fault of a text that `JSON.parse` refuses: its own message does not always say where that is. */
export function jsonFault(text: string): JsonFault {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let end = 0;
  for (;;) {
    TOKEN.lastIndex = end;
    const found = TOKEN.exec(text);
    const kind = found?.[1] ?? (found?.[2] === undefined ? 'v' : 's');
    if (found === null || !(WANTED[wanted] as string).includes(kind)) return faultAfter(text, end, wanted);
    end = TOKEN.lastIndex;
    wanted = next(kind, wanted, open);
  }
}

function next(kind: string, wanted: Wanted, open: ('{' | '[')[]): Wanted {
  if (kind === '{' || kind === '[') {
    open.push(kind);
    return kind === '{' ? 'firstName' : 'firstElement';
  }
  if (kind === ':') return 'value';
  if (kind === ',') return open.at(-1) === '{' ? 'name' : 'value';
  if (kind === 's' && (wanted === 'name' || wanted === 'firstName')) return 'colon';
  if (kind === '}' || kind === ']') open.pop();
  const around = open.at(-1);
  if (around === undefined) return 'nothing';
  return around === '{' ? 'afterMember' : 'afterElement';
}

function faultAfter(text: string, end: number, wanted: Wanted): JsonFault {
  const offset = end + (/^[ \t\n\r]*/.exec(text.slice(end))?.[0].length ?? 0);
  const [character] = text.slice(offset, offset + 2);
  if (character === undefined) return { offset, what: 'it ends too early' };
  const isText = character === '"' && WANTED[wanted].includes('s');
  return { offset, what: isText ? 'this text is not closed, or not escaped' : `${JSON.stringify(character)} cannot stand here` };
}

/** Controls, format characters (bidirectional overrides, zero widths), line and paragraph separators, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return NAMED[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** One line that a terminal shows as it is: names, tags and messages come from strangers and may carry control sequences. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** A spec file holds a few roles; whatever is larger is something else, or should be split. */
const MAX_BYTES = 1024 * 1024;

/** What YAML allows in no file: control characters other than tab, line feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what we look for
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export type SourceText =
  | { readonly ok: true; readonly text: string }
  /** `offset` is a place in `text`, as far as that could be read. */
  | { readonly ok: false; readonly text: string; readonly offset: number; readonly message: string };

/** Reads a file's bytes as UTF-8 text, without its byte order mark. */
export function sourceText(content: Uint8Array): SourceText {
  if (content.length > MAX_BYTES) return refused(tooLarge(content.length));
  if (isUtf16(content)) return refused('the file is in UTF-16; save it as UTF-8');
  const text = decode(content);
  if (text === undefined) return refused('the file is not UTF-8 text; save it as UTF-8, or take it out of the specs');
  const offset = text.search(CONTROL_CHARACTER);
  if (offset === -1) return { ok: true, text };
  const code = text.charCodeAt(offset).toString(16).padStart(4, '0').toUpperCase();
  return { ok: false, text, offset, message: `the control character U+${code} cannot stand in a spec; is this a binary file?` };
}

function refused(message: string): SourceText {
  return { ok: false, text: '', offset: 0, message };
}

function tooLarge(bytes: number): string {
  const mebibytes = (bytes / MAX_BYTES).toFixed(1);
  return `the file has ${mebibytes} MiB and a spec file may have 1 MiB; split it into several files`;
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

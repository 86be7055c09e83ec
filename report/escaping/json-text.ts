/** What JSON lets through as it is and a terminal or an editor would act on. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function unicodeEscapes(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => {
    return `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}

/** JSON text of a value, in which every invisible character is an escape sequence. `indent` is a number of spaces. */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(HIDDEN, unicodeEscapes);
}

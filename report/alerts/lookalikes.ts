const LOOKALIKES: Readonly<Record<string, string>> = { '@': '＠', '`': 'ˋ', '*': '∗', _: 'ˍ', '~': '∼', ':': '：', '.': '․' };

/** Another character that looks the same and means nothing; itself where there is none. */
export function lookalike(character: string): string {
  return LOOKALIKES[character] ?? character;
}

/** A text without any address that a mail program would make a link of; all else of it can be copied. */
export function unlinked(text: string): string {
  return text.replace(/:(?=\/\/)/g, lookalike).replace(/(?<=www)\./gi, lookalike);
}

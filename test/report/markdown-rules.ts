import { expect } from '@jest/globals';

/** What GitHub takes as a comment. */
const MOST_CHARACTERS = 65_536;
const OWN_TAG = /<\/?(?:details|summary|b)>|<details open>/g;
const OPENS_FENCE = /^(`{3,})(?:diff|sh|yaml)$/;

/** The lines outside fenced code, once every fence is closed by a line of its own. */
function outsideFences(markdown: string): readonly string[] {
  const outside: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    if (fence === '') {
      fence = OPENS_FENCE.exec(line)?.[1] ?? '';
      if (fence === '') outside.push(line);
    } else if (/^ {0,3}`+\s*$/.test(line) && line.trim().length >= fence.length) fence = '';
  }
  expect(fence).toBe('');
  return outside;
}

/** The text of a line of Markdown as it is shown, without code spans; everything escaped stands for itself behind a NUL. */
function shownText(line: string): string {
  let text = '';
  for (let at = 0; at < line.length; ) {
    const [run = ''] = /^`+/.exec(line.slice(at)) ?? [];
    if (run !== '') {
      const close = new RegExp(`(?<!\`)${run}(?!\`)`).exec(line.slice(at + run.length));
      expect(close).not.toBeNull();
      at += run.length * 2 + (close?.index ?? 0);
      text += ' ';
    } else if (line[at] === '\\' && /[!-/:-@[-`{-~]/.test(line[at + 1] ?? '')) {
      text += `\0${line[at + 1]}`;
      at += 2;
    } else {
      text += line[at];
      at += 1;
    }
  }
  return text;
}

function checkTags(lines: readonly string[]): void {
  const tags = lines.flatMap((line) => line.match(/<\/?(?:details|summary)/g) ?? []);
  const turns = tags.join(' ').replaceAll('<details <summary </summary </details', '').trim();
  expect(turns).toBe('');
}

function checkText(text: string): void {
  expect(text.replaceAll('\0', '')).not.toMatch(/(?<!\w)@\w|#\d|\bGH-\d/i);
  expect(text.replace(/\0./g, '').replaceAll('**', '')).not.toMatch(/[<>[\]&*_~`]|:\/\/|www\./i);
}

/** Checks that Markdown fits a comment, closes what it opens, holds no markup but its own and calls nobody. */
export function expectInert(markdown: string): void {
  expect(markdown.length).toBeLessThanOrEqual(MOST_CHARACTERS);
  expect(markdown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  const lines = outsideFences(markdown);
  const [html, prose] = [lines.filter((line) => line.startsWith('<')), lines.filter((line) => !line.startsWith('<'))];
  checkTags(html);
  for (const line of html) {
    const text = line.replace(/<code>[^<>]*<\/code>/g, '').replace(OWN_TAG, '');
    expect(text).not.toMatch(/[<>&@#]/);
  }
  for (const line of prose) checkText(shownText(line));
}

import { readFileSync } from 'node:fs';

/** What packaging named the code after; `undefined` where nobody packaged it. */
export function packagedRelease(): string | undefined {
  try {
    return readFileSync(new URL('./release.txt', import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

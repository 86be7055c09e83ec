import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A program that shows a URL, and its arguments; no shell reads them. */
export interface Opener {
  readonly command: string;
  readonly args: readonly string[];
}

/** What opens a URL on a platform; `browser` is a program that the user prefers, as `BROWSER` names it. */
export function openerFor(url: string, platform: NodeJS.Platform, browser: string | undefined): Opener {
  if (browser !== undefined && /^[^\s%:]+$/.test(browser)) return { command: browser, args: [url] };
  if (platform === 'darwin') return { command: 'open', args: [url] };
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', url] };
  return { command: 'xdg-open', args: [url] };
}

/** Shows a file in the browser, and does not wait for it. @throws if no program can be started. */
export async function openInBrowser(file: string, browser: string | undefined): Promise<void> {
  const { command, args } = openerFor(pathToFileURL(resolve(file)).href, process.platform, browser);
  const child = spawn(command, args, { detached: true, stdio: 'ignore', shell: false });
  await new Promise<void>((done, failed) => child.once('spawn', done).once('error', failed));
  child.unref();
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** It looks nothing up and asks nobody; root may start it. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws where nobody has said which; the tests' set-up does */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.ROLECALL_CHROMIUM;
  if (executablePath === undefined) throw new Error('ROLECALL_CHROMIUM is not set; test/browser/set-up.mjs sets it.');
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page opened from disk, and what it did beside showing itself. */
export interface OpenReport {
  readonly page: Page;
  /** Messages of the console, and errors that nothing caught. */
  readonly complaints: readonly string[];
  /** Addresses of everything that it asked for but itself. */
  readonly requests: readonly string[];
  /** Opens it anew in the same window, which takes a fraction of the time, as if nothing had been done in it. */
  reopen(hash: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a report as people do: as a file. */
export async function openReport(
  browser: Browser,
  text: string,
  options: BrowserContextOptions = {},
  hash = '',
): Promise<OpenReport> {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, text);
  const address = pathToFileURL(file).href;
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) requests.push(request.url());
  });
  await page.goto(address + hash);
  const reopen = async (part: string) => {
    await page.evaluate('localStorage.clear()');
    await page.goto('about:blank');
    for (const all of [complaints, requests]) all.length = 0;
    await page.goto(address + part);
  };
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, complaints, requests, reopen, close };
}

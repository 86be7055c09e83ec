// Takes the pictures of the HTML report that the documentation shows: the test data's account after tampering, in Chromium.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const MOST_BYTES = 200_000;
const FOLDER = 'docs/pictures';
/** Where the overview's own code stands, so that it finds its data and the tests' packages. */
const BUNDLE = 'test/browser/overviews/.pictures.mjs';

/** Which part of the page stands at the top, and on which screen. */
const PICTURES = [
  { name: 'report', part: 'header', width: 1200, height: 860, colorScheme: 'light' },
  { name: 'report-role', part: '#roles', width: 1200, height: 900, colorScheme: 'light' },
  { name: 'report-map', part: '#map', width: 1200, height: 900, colorScheme: 'light' },
  { name: 'report-dark', part: '#roles', width: 1200, height: 900, colorScheme: 'dark' },
  { name: 'report-phone', part: 'header', width: 390, height: 844, colorScheme: 'light' },
];

async function bundled() {
  const contents = [
    "export { overviewHtml } from '../../report/html/overview-html.ts';",
    "export { openReport, startBrowser } from './browser.ts';",
    "export { tamperedOverview } from './overviews/tampered.ts';",
  ].join('\n');
  await build({
    stdin: { contents, resolveDir: 'test/browser', loader: 'ts' },
    ...{ outfile: BUNDLE, bundle: true, format: 'esm', platform: 'node', target: 'node20.10', packages: 'external' },
  });
  return import(pathToFileURL(BUNDLE).href);
}

async function take(page, { name, part }) {
  const file = `${FOLDER}/${name}.png`;
  await page.evaluate(`document.querySelector('${part}').scrollIntoView({ behavior: 'instant' })`);
  await page.waitForTimeout(300);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  console.log(`${file}  ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES} bytes: show less of the page.`);
}

process.chdir(new URL('..', import.meta.url).pathname);
mkdirSync(FOLDER, { recursive: true });
try {
  const { openReport, overviewHtml, startBrowser, tamperedOverview } = await bundled();
  const text = overviewHtml(await tamperedOverview());
  const browser = await startBrowser();
  for (const picture of PICTURES) {
    const { width, height, colorScheme } = picture;
    const { page, close } = await openReport(browser, text, { viewport: { width, height }, colorScheme });
    await take(page, picture);
    await close();
  }
  await browser.close();
} finally {
  rmSync(BUNDLE, { force: true });
}

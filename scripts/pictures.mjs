// Takes the pictures that the documentation shows, in Chromium: of the HTML report, and of messages.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from './chromium.mjs';
import { installPackage } from './packages.mjs';

const FOLDER = 'docs/pictures';
/** What the pictures of messages say, so that a test notices when the wording says something else. */
const PICTURED = 'test/docs/pictures/pictured.json';
const MOST_BYTES = 60_000;
/** Enough for text on one ground; a third of the bytes of all colours. */
const COLOURS = 128;
const requireOfTests = createRequire(new URL('../test/package.json', import.meta.url));
/** Where code of the tests stands, so that it finds its data and the tests' packages. */
const BUNDLE = '.pictures.mjs';

/** Which part of the report stands at the top, and on which screen. */
const REPORTS = [
  { file: 'report', part: 'header', width: 1200, height: 860, colorScheme: 'light' },
  { file: 'report-role', part: '#roles', width: 1200, height: 900, colorScheme: 'light' },
  { file: 'report-map', part: '#map', width: 1200, height: 900, colorScheme: 'light' },
  { file: 'report-dark', part: '#roles', width: 1200, height: 900, colorScheme: 'dark' },
  { file: 'report-phone', part: 'header', width: 390, height: 844, colorScheme: 'light' },
];
/** Of a message: the height is what it takes. */
const MESSAGE = { width: 760, height: 40, colorScheme: 'light' };

/** What these lines export; each stands for a file beside which the code runs. */
async function bundled(folder, lines) {
  const outfile = `${folder}/${BUNDLE}`;
  await build({
    stdin: { contents: lines.join('\n'), resolveDir: folder, loader: 'ts' },
    ...{ outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20.10', packages: 'external' },
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}

async function take(page, file, options) {
  const path = `${FOLDER}/${file}.png`;
  const picture = fewerColours(await page.screenshot(options));
  writeFileSync(path, picture);
  console.log(`${path}  ${Math.round(picture.length / 1000)} kB`);
  if (picture.length > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes: show less.`);
}

function fewerColours(picture) {
  const png = requireOfTests('upng-js');
  const image = png.decode(picture);
  return Buffer.from(png.encode(png.toRGBA8(image), image.width, image.height, COLOURS));
}

async function takeReports(browser, openReport) {
  const { overviewHtml, tamperedOverview } = await bundled('test/browser/overviews', [
    "export { overviewHtml } from '../../../report/html/overview-html.ts';",
    "export { tamperedOverview } from './tampered.ts';",
  ]);
  const text = overviewHtml(await tamperedOverview());
  for (const { file, part, width, height, colorScheme } of REPORTS) {
    const { page, close } = await openReport(browser, text, { viewport: { width, height }, colorScheme });
    await page.evaluate(`document.querySelector('${part}').scrollIntoView({ behavior: 'instant' })`);
    await page.waitForTimeout(300);
    await take(page, file);
    await close();
  }
}

async function takeMessages(browser, openReport) {
  const { messagePictures } = await bundled('test/docs/pictures', ["export { messagePictures } from './message-pictures.ts';"]);
  const pictures = messagePictures();
  for (const { file, html } of pictures) {
    const { width, height, colorScheme } = MESSAGE;
    const { page, close } = await openReport(browser, html, { viewport: { width, height }, colorScheme });
    await take(page, file, { fullPage: true });
    await close();
  }
  const said = Object.fromEntries(pictures.map(({ file, text }) => [file, text.split('\n')]));
  writeFileSync(PICTURED, `${JSON.stringify(said, null, 2)}\n`);
}

process.chdir(new URL('..', import.meta.url).pathname);
installPackage('test');
process.env.ROLECALL_CHROMIUM = chromium();
mkdirSync(FOLDER, { recursive: true });
const { openReport, startBrowser } = await bundled('test/browser', ["export { openReport, startBrowser } from './browser.ts';"]);
const browser = await startBrowser();
try {
  const asked = process.argv[2];
  if (asked !== 'messages') await takeReports(browser, openReport);
  if (asked !== 'report') await takeMessages(browser, openReport);
} finally {
  await browser.close();
}

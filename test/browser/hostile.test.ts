import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { overviewHtml } from '../../report/html/overview-html.ts';
import { type OpenReport, openReport, startBrowser } from './browser.ts';
import { openEverything, saysShown } from './in-page.ts';
import { hostileOverview, PAYLOADS } from './overviews/hostile.ts';

let browser: Browser;
let report: OpenReport;

beforeAll(async () => {
  browser = await startBrowser();
  report = await openReport(browser, overviewHtml(hostileOverview()));
});
afterAll(async () => {
  await report?.close();
  await browser?.close();
});

const taken = () => report.page.evaluate('window.taken');

/** Everything that a payload would have made, and the page itself does not have. */
const FOREIGN =
  'script:not(:last-of-type), img, iframe, object, embed, base, link, svg [href], a[href^="javascript"], [style], [autofocus]';

test('No name, policy, message or actor runs, loads or complains, when everything is open, searched, filtered and copied', async () => {
  const { page } = report;
  await openEverything(page);
  for (const payload of PAYLOADS.slice(0, 6)) {
    await page.locator('[name=words]').fill(payload.replace(/\s.*/, ''));
    await page.waitForTimeout(200);
  }
  await page.keyboard.press('Escape');
  await saysShown(page, `Shown: ${PAYLOADS.length} roles`);
  await page.locator('.copy').first().click();
  for (const summary of await page.locator('#roles summary').all()) await summary.hover();
  expect(await taken()).toBeUndefined();
  expect(report.complaints).toEqual([]);
  expect(report.requests).toEqual([]);
});

test('No payload has become an element or an attribute', async () => {
  expect(await report.page.locator(FOREIGN).count()).toBe(0);
  const handlers =
    "[...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on'))";
  expect(await report.page.evaluate(handlers)).toEqual([]);
});

test('Every payload is shown as the text that it is', async () => {
  const names = await report.page.locator('#roles h3').allTextContents();
  expect(names).toContain('</script><script>window.taken=1</script>');
  expect(names).toContain('\\u2028</script><script>window.taken=1</script>\\u2029');
  expect(names).toContain('\\u202eevil\\u202c\\u200b\\ufeff');
  expect(names).toHaveLength(PAYLOADS.length);
});

test('Links into the report with hostile names lead nowhere else', async () => {
  const links = await report.page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  for (const link of links) expect(link).toMatch(/^#[\w.-]+$/);
});

test('What got in all the same would not run: the policy allows this one script and this one style', async () => {
  const { page, close } = await openReport(
    browser,
    overviewHtml(hostileOverview()).replace('<footer>', `<footer>${PAYLOADS.slice(0, 8).join('')}`),
  );
  await page.evaluate("document.querySelector('main').hidden = true");
  await page.waitForTimeout(300);
  expect(await page.evaluate('window.taken')).toBeUndefined();
  await close();
});

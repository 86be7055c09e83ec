import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { overviewHtml } from '../../report/html/overview-html.ts';
import { seriousViolations } from './accessibility.ts';
import { type OpenReport, openReport, startBrowser } from './browser.ts';
import { saysShown, shownRoles, widthOf } from './in-page.ts';
import { fleetOverview } from './overviews/fleet.ts';

let browser: Browser;
let text: string;
let report: OpenReport;

beforeAll(async () => {
  browser = await startBrowser();
  text = overviewHtml(fleetOverview(2000));
  report = await openReport(browser, text);
});
afterAll(async () => {
  await report?.close();
  await browser?.close();
});

test('The report of 2,000 roles is a file of reasonable size', () => {
  expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
});

test('It opens without a complaint or a request, and not slowly', async () => {
  expect([report.complaints, report.requests]).toEqual([[], []]);
  const ready = await report.page.evaluate<number>("performance.getEntriesByType('navigation')[0].domComplete");
  expect(ready).toBeLessThan(10_000);
});

test('Search finds one of 2,000 roles, in its place of every list', async () => {
  const { page } = report;
  await page.locator('[name=words]').fill('service-777-task');
  await saysShown(page, 'Shown: 1 of 2000 roles');
  expect(await shownRoles(page)).toEqual(['service-777-task']);
  expect(await page.locator('#map svg:visible').count()).toBe(1);
  await page.keyboard.press('Escape');
  await saysShown(page, 'Shown: 2000 roles');
});

test('A filter answers within a second or so', async () => {
  const { page } = report;
  await page.selectOption('[name=status]', 'Unknown');
  await saysShown(page, 'Shown: 40 of 2000 roles');
  const milliseconds = await page.evaluate<number>(`(() => {
    const start = performance.now();
    const status = document.querySelector('[name=status]');
    status.value = 'Drifted';
    status.dispatchEvent(new Event('input', { bubbles: true }));
    return new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => resolve(performance.now() - start))));
  })()`);
  expect(milliseconds).toBeLessThan(3000);
  await page.getByRole('button', { name: 'Clear' }).click();
});

test('Nothing in a large report is seriously inaccessible', async () => {
  const { page, close } = await openReport(browser, overviewHtml(fleetOverview(200)));
  expect(await seriousViolations(page)).toEqual([]);
  await close();
});

test('It fits a phone', async () => {
  await report.page.setViewportSize({ width: 375, height: 800 });
  expect(await widthOf(report.page)).toBeLessThanOrEqual(375);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { overviewHtml } from '../../report/html/overview-html.ts';
import { seriousViolations } from './accessibility.ts';
import { type OpenReport, openReport, startBrowser } from './browser.ts';
import { openEverything, saysShown, shownRoles, widthOf } from './in-page.ts';
import { tamperedOverview } from './overviews/tampered.ts';

let browser: Browser;
let text: string;
let report: OpenReport;
let page: Page;

let isUsual = false;

/** In a window of its own where that is to be an unusual one. */
async function open(options?: Parameters<typeof openReport>[2], hash = ''): Promise<void> {
  if (isUsual && options === undefined) return report.reopen(hash);
  await report?.close();
  report = await openReport(browser, text, options, hash);
  page = report.page;
  isUsual = options === undefined;
}

beforeAll(async () => {
  browser = await startBrowser();
  text = overviewHtml(await tamperedOverview());
});
afterAll(() => browser?.close());
beforeEach(() => open());
afterEach(() => {
  const { complaints, requests } = report ?? { complaints: [], requests: [] };
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
});

test('The headline says how things stand, and the worst role stands first and open', async () => {
  expect(await page.locator('h1').textContent()).toBe('4 of 67 declared roles differ from their specs.');
  expect(await shownRoles(page)).toEqual(['orders-task', 'privesc-sre-role', 'billing-task', 'orders-execution']);
  expect(await page.locator('#roles details[open] > summary h3').allTextContents()).toEqual(['orders-task']);
});

test('A widened policy stands beside the spec, and only the access that it adds is marked', async () => {
  const added = page.locator('#role-orders-task .added');
  const lines = (await added.allTextContents()).map((line) => line.replace('added access: ', '').trim());
  expect(lines).toEqual(['arn:aws:iam::aws:policy/AdministratorAccess', '- s3:DeleteObject']);
  expect(await page.locator('#role-orders-task').textContent()).toContain('jane@example.com');
  expect(await page.locator('#role-orders-task .actions').textContent()).toContain('write the inline policy Receipts');
});

describe('filters', () => {
  test('search looks into what is closed, and says what is left', async () => {
    await page.locator('[name=words]').fill('S3:deleteobject jane');
    await saysShown(page, 'Shown: 1 of 67 roles');
    expect(await shownRoles(page)).toEqual(['orders-task']);
  });

  test('search opens the list of roles that need no attention, and closes it again', async () => {
    const rest = page.locator('#roles details.rest');
    await page.locator('[name=words]').fill('fp3-deny-iam');
    await saysShown(page, 'Shown: 1 of 67 roles');
    expect(await shownRoles(page)).toEqual(['fp3-deny-iam-role']);
    await page.getByRole('button', { name: 'Clear' }).click();
    await saysShown(page, 'Shown: 67 roles');
    expect(await rest.getAttribute('open')).toBeNull();
  });

  test('status, severity, access and kind narrow the roles down, together', async () => {
    await page.selectOption('[name=status]', 'Drifted');
    await saysShown(page, 'Shown: 4 of 67 roles');
    await page.selectOption('[name=severity]', 'critical');
    expect(await shownRoles(page)).toEqual(['orders-task', 'privesc-sre-role']);
    await page.selectOption('[name=kind]', 'TaskRole');
    expect(await shownRoles(page)).toEqual(['orders-task']);
    await page.selectOption('[name=direction]', 'narrower');
    expect(await shownRoles(page)).toEqual([]);
    expect(await page.getByText('No role matches the filters.').isVisible()).toBe(true);
  });

  test('the map and the audit follow', async () => {
    await page.locator('[name=words]').fill('billing');
    await saysShown(page, / of 67 roles/);
    const pictures = page.locator('#map li:visible svg');
    for (const picture of await pictures.all()) expect(await picture.textContent()).toContain('billing');
    expect(await pictures.count()).toBe(2);
    expect(await page.locator('#audit [data-item]:visible').count()).toBeGreaterThan(0);
  });
});

describe('keys', () => {
  test('/ goes to the search, and Escape clears the filters', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('billing');
    await saysShown(page, / of 67 roles/);
    expect(await page.locator('[name=words]').inputValue()).toBe('billing');
    await page.keyboard.press('Escape');
    await saysShown(page, 'Shown: 67 roles');
    expect(await page.locator('[name=words]').inputValue()).toBe('');
  });

  test('Tab begins with the way past the header, which leads to the report', async () => {
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.locator('#main:focus').count()).toBe(1);
  });

  test('Enter opens a role, and Escape closes it and stays there', async () => {
    const summary = page.locator('#role-billing-task summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#role-billing-task details').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Escape');
    expect(await page.locator('#role-billing-task details').getAttribute('open')).toBeNull();
    expect(await page.locator('#role-billing-task summary:focus').count()).toBe(1);
  });
});

describe('light and dark', () => {
  const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');

  test('follow the system, and the button turns them over', async () => {
    const light = await paper();
    await page.getByRole('button', { name: 'Dark' }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await open({ colorScheme: 'dark' });
    expect(await paper()).toBe(dark);
    expect(await page.locator('#theme').getAttribute('aria-pressed')).toBe('true');
    await page.locator('#theme').click();
    expect(await paper()).toBe(light);
  });
});

describe('copying', () => {
  const button = () => page.locator('.copy').first();
  const code = async () => (await page.locator('.paste code').first().textContent()) ?? '';

  test('puts the remedy on the clipboard', async () => {
    await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await button().click();
    await page.locator('.copy', { hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await code());
  });

  test('works without the clipboard interface: the text is selected and copied', async () => {
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await button().click();
    await page.locator('.copy', { hasText: /Copied|Selected/ }).waitFor();
    expect(await page.evaluate('String(getSelection())')).toContain((await code()).split('\n')[0]);
  });
});

test('A link to a role opens it, wherever it stands', async () => {
  await open(undefined, '#role-fp3-deny-iam-role');
  await page.locator('#role-fp3-deny-iam-role summary:focus').waitFor();
  expect(await page.locator('#role-fp3-deny-iam-role .body').isVisible()).toBe(true);
});

test('Everything can be read without scripts', async () => {
  await open({ javaScriptEnabled: false });
  expect(await page.locator('#filters').isVisible()).toBe(false);
  expect(await page.locator('.copy:visible').count()).toBe(0);
  await page.locator('#role-billing-task summary').click();
  expect(await page.locator('#role-billing-task .body').isVisible()).toBe(true);
});

describe('nothing is wider than the screen', () => {
  test.each([320, 375, 768, 1280])('of %i pixels', async (width) => {
    await open({ viewport: { width, height: 800 } });
    await openEverything(page);
    expect(await widthOf(page)).toBeLessThanOrEqual(width);
  });
});

test.each([320, 1280])('No line of a policy is cut off on a screen of %i pixels', async (width) => {
  await open({ viewport: { width, height: 800 } });
  await openEverything(page);
  const isCut = '(cell) => cell.scrollHeight > cell.clientHeight + 1 || cell.scrollWidth > cell.clientWidth + 1';
  expect(
    await page.evaluate(`[...document.querySelectorAll('.diff td')].filter(${isCut}).map((cell) => cell.textContent)`),
  ).toEqual([]);
});

test('On a phone the two sides become one, and a line that both share stands once', async () => {
  await open({ viewport: { width: 375, height: 800 } });
  expect(await page.locator('#role-orders-task td:visible', { hasText: 's3:GetObject' }).count()).toBe(1);
});

describe('accessibility', () => {
  test.each(['light', 'dark'] as const)('nothing serious in %s, with everything open', async (colorScheme) => {
    await open({ colorScheme });
    await openEverything(page);
    expect(await seriousViolations(page)).toEqual([]);
  });

  test('nothing serious on a phone', async () => {
    await open({ viewport: { width: 375, height: 800 } });
    expect(await seriousViolations(page)).toEqual([]);
  });

  test('each part of the page has a landmark or a heading, and the count of what is shown is told', async () => {
    for (const role of ['banner', 'main', 'navigation', 'contentinfo', 'search'] as const)
      expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('status').first().textContent()).toContain('67 roles');
  });
});

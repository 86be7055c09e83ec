import type { Page } from 'playwright-core';

/** Opens all that can be opened. */
export function openEverything(page: Page): Promise<unknown> {
  return page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
}

/** The names of the roles that can be seen. */
export function shownRoles(page: Page): Promise<readonly string[]> {
  return page.locator('#roles [data-item]:visible h3').allTextContents();
}

/** Waits until the page says how many are shown, in these words. */
export function saysShown(page: Page, words: string | RegExp): Promise<void> {
  return page.locator('#shown', { hasText: words }).waitFor();
}

/** How many pixels wide the page is, beyond its window too. */
export function widthOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth');
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { overviewHtml } from '../../report/html/overview-html.ts';
import type { HeldPolicies, Overview } from '../../report/overview/overview.ts';
import { fullAudit } from '../report/full-audit.ts';
import { fullReport } from '../report/full-report.ts';
import { seriousViolations } from './accessibility.ts';
import { openReport, startBrowser } from './browser.ts';
import { openEverything } from './in-page.ts';
import { fleetOverview } from './overviews/fleet.ts';
import { hostileOverview, PAYLOADS } from './overviews/hostile.ts';
import { overviewOf } from './overviews/overview-of.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const POLICY = 'arn:aws:iam::111122223333:policy/';

/** The same overview, with policies of each role. */
function holding(overview: Overview, policiesOf: (name: string) => HeldPolicies | undefined): Overview {
  const roles = overview.roles.map((role) => {
    const policies = policiesOf(role.name);
    return policies === undefined ? role : { ...role, policies };
  });
  return { ...overview, roles };
}

function ordersOverview(inline: readonly string[] | null): Overview {
  const widened = { unit: 'inlinePolicies[Receipts]', kind: 'different', access: 'wider', severity: 'high' } as const;
  const roles = [
    { name: 'orders-task', status: 'Drifted', drift: [widened] } as const,
    { name: 'orders-execution', status: 'InSync' } as const,
  ];
  const definition = { family: 'orders', taskRole: 'orders-task', executionRole: 'orders-execution' };
  const overview = overviewOf(fullReport({ roles }), fullAudit({ taskDefinitions: [definition] }));
  const execution = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  const boundary = `${POLICY}ecs-boundary`;
  const task = { managed: [`${POLICY}teams/queues`, boundary], inline, boundary };
  return holding(overview, (name) => (name === 'orders-task' ? task : { managed: [execution], inline: inline && ['Secrets'] }));
}

async function onPage<T>(overview: Overview, look: (page: Page) => Promise<T>): Promise<T> {
  const { page, complaints, requests, close } = await openReport(browser, overviewHtml(overview));
  const seen = await look(page);
  expect({ complaints, requests }).toEqual({ complaints: [], requests: [] });
  await close();
  return seen;
}

test('The map leads from task definitions over roles to the policies that they have', async () => {
  await onPage(ordersOverview(['Logs', 'Receipts']), async (page) => {
    const picture = page.locator('#map svg').first();
    const boxes = await picture.locator('g.box title').allTextContents();
    expect(boxes).toHaveLength(3 + 6);
    expect(boxes).toEqual(expect.arrayContaining(['orders:7', 'orders-task', `${POLICY}teams/queues`, 'Logs', 'Secrets']));
    expect(await picture.locator('path').count()).toBe(2 + 6);
    expect(await picture.locator('g.wider').locator('text.state').allTextContents()).toEqual(['changed']);
    expect(await picture.locator('text.state').allTextContents()).toContain('boundary');
    expect(await page.locator('#map').textContent()).not.toContain('is not remembered');
    expect(await seriousViolations(page)).toEqual([]);
  });
});

test('Inline policies that nobody remembers are said to be unknown', async () => {
  const words = await onPage(ordersOverview(null), (page) => page.locator('#map .faint').first().textContent());
  expect(words).toContain('Which inline policies a role has is not remembered');
});

test('Names of policies are shown as the text that they are', async () => {
  const overview = holding(hostileOverview(), () => ({ managed: PAYLOADS, inline: PAYLOADS, boundary: PAYLOADS[0] ?? '' }));
  await onPage(overview, async (page) => {
    await openEverything(page);
    expect(await page.evaluate('window.taken')).toBeUndefined();
    expect(await page.locator('#map img, #map script, #map iframe, #map a[href^="javascript"]').count()).toBe(0);
  });
});

test('With the policies of 2,000 roles the page is still one to open', async () => {
  const managed = Array.from({ length: 10 }, (_, index) => `${POLICY}teams/orders-policy-${index}`);
  await onPage(
    holding(fleetOverview(2000), () => ({ managed, inline: null })),
    async (page) => {
      const ready = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].domComplete");
      expect(ready).toBeLessThan(15_000);
    },
  );
});

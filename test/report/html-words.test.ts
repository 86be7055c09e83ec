import { describe, expect, test } from '@jest/globals';
import { clusterWords } from '../../report/html/map/cluster-words.ts';
import { clustersOf } from '../../report/html/map/clusters.ts';
import { roleAnchor } from '../../report/html/markup/anchors.ts';
import { dayWords, instantWords } from '../../report/html/markup/instant.ts';
import { overviewHtml } from '../../report/html/overview-html.ts';
import { scaleTop } from '../../report/html/page/trend-chart.ts';
import { headline, standing } from '../../report/html/words/headline.ts';
import type { OverviewRole } from '../../report/overview/overview.ts';
import { fleetOverview } from '../browser/overviews/fleet.ts';
import { overviewOf } from '../browser/overviews/overview-of.ts';
import { fullAudit, type GivenDefinition } from './full-audit.ts';
import { fullReport, type GivenReport, type GivenRole, readCase } from './full-report.ts';

interface HeadlineCase {
  readonly name: string;
  readonly given: GivenReport;
  readonly definitions?: readonly GivenDefinition[];
  readonly expect: { readonly headline: string; readonly standing: readonly string[] };
}

describe('the headline', () => {
  const cases = readCase<readonly HeadlineCase[]>('html/headlines.json');
  test.each(cases)('$name', ({ given, definitions, expect: expected }) => {
    const audit = definitions === undefined ? null : fullAudit({ taskDefinitions: definitions });
    const overview = overviewOf(fullReport(given), audit);
    expect({ headline: headline(overview), standing: standing(overview) }).toEqual(expected);
  });
});

interface MapCase {
  readonly name: string;
  readonly roles: readonly (GivenRole & Pick<OverviewRole, 'policies'>)[];
  readonly definitions: readonly GivenDefinition[];
  readonly expect: readonly string[];
  /** What the page says beside it. */
  readonly says?: string;
}

describe('the map', () => {
  test.each(readCase<readonly MapCase[]>('html/map.json'))('$name', ({ roles, definitions, expect: expected, says }) => {
    const overview = overviewOf(fullReport({ roles }), fullAudit({ taskDefinitions: definitions }));
    expect(clustersOf(overview).map(clusterWords)).toEqual(expected);
    const page = overviewHtml(overview);
    if (says !== undefined) expect(page).toContain(says);
    else expect(page).not.toContain('is not remembered');
  });

  test('of a large account fewer policies of each role are drawn, and the page stays bounded', () => {
    const fleet = fleetOverview(2000);
    const arns = Array.from({ length: 12 }, (_, index) => `arn:aws:iam::111122223333:policy/teams/orders-policy-${index}`);
    const roles = fleet.roles.map((role) => ({ ...role, policies: { managed: arns, inline: ['Tables', 'Logs'] } }));
    expect(overviewHtml({ ...fleet, roles }).length).toBeLessThan(5_000_000);
  });
});

test('Instants are said in words, and anything else is left as it is', () => {
  expect(instantWords('2026-01-09T08:05:59.123Z')).toBe('9 Jan 2026, 08:05 UTC');
  expect(dayWords('2026-12-31')).toBe('31 Dec 2026');
  expect([instantWords('soon'), dayWords('2026-13-01')]).toEqual(['soon', '2026-13-01']);
});

test('A scale ends at the next round number', () => {
  expect([1, 3, 5, 6, 11, 40, 51, 1999].map(scaleTop)).toEqual([1, 5, 5, 10, 20, 50, 100, 2000]);
});

test('Roles of different names stand at different places', () => {
  const names = ['a', 'a_', 'a_5f_', 'a b', 'a+b', 'A', 'a\u2028', 'a=b', 'a@b', 'ä'];
  expect(new Set(names.map(roleAnchor)).size).toBe(names.length);
  for (const name of names) expect(roleAnchor(name)).toMatch(/^role-[\w.-]*$/);
});

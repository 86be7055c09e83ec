import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overviewHtml } from '../../report/html/overview-html.ts';
import { fleetOverview } from '../browser/overviews/fleet.ts';
import { hostileOverview, PAYLOADS } from '../browser/overviews/hostile.ts';
import { overviewOf } from '../browser/overviews/overview-of.ts';
import { fullAudit } from './full-audit.ts';
import { fullReport } from './full-report.ts';
import { overviewOfCase, readOverviewCases } from './overview-case.ts';

/** What the page itself is made of; attributes stand in double quotes. */
const OWN_TAG = /<\/?[a-z][a-z0-9]*(?: [a-zA-Z-]+(?:="[^"<>]*")?)*\/?>/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function withoutBlocks(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<script>[\s\S]*?<\/script>/, '')
    .replace('<!doctype html>', '');
}

function namesOf(pattern: RegExp, tags: readonly string[]): ReadonlySet<string> {
  return new Set(tags.flatMap((tag) => [...tag.matchAll(pattern)].map(([, name = '']) => name)));
}

const quiet = overviewHtml(fleetOverview(40));

/** Every tag of a page, once nothing but tags and text is left. */
function tagsOf(page: string): readonly string[] {
  const rest = withoutBlocks(page);
  expect(rest.replace(OWN_TAG, '')).not.toMatch(/[<>"']/);
  expect(rest.replaceAll('\n', '')).not.toMatch(INVISIBLE);
  return rest.match(OWN_TAG) ?? [];
}

const ELEMENT = /^<\/?([a-z0-9]+)/g;
const ATTRIBUTE = / ([a-zA-Z-]+)(?:="[^"]*")?(?=[ />])/g;

describe('hostile strings', () => {
  const own = namesOf(ELEMENT, [...tagsOf(quiet), ...tagsOf(overviewHtml(hostileOverview(['plain'])))]);

  function staysText(texts: readonly string[]): void {
    const tags = tagsOf(overviewHtml(hostileOverview(texts)));
    for (const name of namesOf(ELEMENT, tags)) expect(own).toContain(name);
    for (const name of namesOf(ATTRIBUTE, tags)) expect(name).not.toMatch(/^(?:on|src$|style$|action|formaction|autofocus)/);
    for (const tag of tags) expect(tag).not.toMatch(/href="(?!#)/);
  }

  test.each(PAYLOADS)('%j stays text wherever it stands', (payload) => staysText([payload]));

  test('so does any other', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.array(fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'x', '\n', '`', '\u2028', '-->', ']]>', 'onload'), {
        maxLength: 8,
      }),
    );
    fc.assert(
      fc.property(text, (parts) => staysText([typeof parts === 'string' ? parts : parts.join('')])),
      { numRuns: 100 },
    );
  });
});

describe('the content security policy', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(quiet) ?? [];
  const directives = policy.replaceAll('&#39;', "'").split('; ');

  function hashOf(element: 'style' | 'script'): string {
    const [, content = ''] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(quiet) ?? [];
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  }

  test('allows nothing but the one style, the one script and images within the page', () => {
    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        `style-src ${hashOf('style')}`,
        `script-src ${hashOf('script')}`,
        'img-src data:',
        "base-uri 'none'",
        "form-action 'none'",
      ]),
    );
    expect(policy).not.toContain('unsafe');
  });

  test('stands before anything that it has to hold for', () => {
    expect(quiet.indexOf('Content-Security-Policy')).toBeLessThan(quiet.search(/<style|<script|<link|<title/));
  });

  test('is the only one, whatever the report holds', () => {
    expect(overviewHtml(hostileOverview()).match(/Content-Security-Policy/g)).toHaveLength(1);
    expect(overviewHtml(hostileOverview()).match(/<script/g)).toHaveLength(1);
  });
});

test.each(readOverviewCases())('The page of %s tells of every role and task definition, and of nothing twice', (_, { given }) => {
  const overview = overviewOfCase(given);
  const page = overviewHtml(overview);
  expect(page.match(/data-item="role"/g) ?? []).toHaveLength(overview.roles.length);
  expect(withoutBlocks(page)).not.toMatch(/NaN|undefined|Infinity|\[object/);
  tagsOf(page);
});

test('A corrected role is not said to be wider still, and keeps what differed for the record', () => {
  const drift = { unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'critical' } as const;
  const page = overviewHtml(overviewOf(fullReport({ roles: [{ name: 'a', status: 'Corrected', drift: [drift] }] }), null));
  const [summary = ''] = /<summary><h3>[\s\S]*?<\/summary>/.exec(page) ?? [];
  expect(summary).not.toMatch(/wider|critical/);
  expect(page).toContain('This is what differed until it was corrected.');
});

test('An account without anything has a page all the same', () => {
  const page = overviewHtml(overviewOf(fullReport({ roles: [] }), null));
  expect(page).toContain('No role is declared.');
  expect(page).toContain('No task definition was audited.');
  expect(withoutBlocks(page)).not.toMatch(/NaN|undefined|Infinity/);
});

describe('nothing is called fine that is not known to be', () => {
  const orphans = fullReport({
    roles: [
      { name: 'a', status: 'Orphaned' },
      { name: 'b', status: 'Orphaned' },
    ],
  });
  const critical = { rule: 'AdminAccess', severity: 'critical', role: 'a', message: 'x' } as const;
  const audit = fullAudit({ taskDefinitions: [{ family: 'one', taskRole: 'a', findings: [critical] }] });

  test('without specs no count is green, and orphans are counted', () => {
    const page = overviewHtml(overviewOf(orphans, audit));
    expect(page).not.toMatch(/figure good|needs? attention|need for attention/);
    expect(page).toContain('<dt>declared nowhere</dt><dd>2</dd>');
    expect(page).toContain('No role is declared, so that nothing can differ from a spec.');
  });

  test('what could not be read is said where the roles are listed, and no count is green', () => {
    const page = overviewHtml(overviewOf(fullReport({ complete: false, roles: [] }), null));
    expect(page).not.toContain('figure good');
    expect(page).toContain('No role is known to differ from its spec, but not everything could be read.');
  });

  test('a role in sync in which something is found is said to be in sync, and no more', () => {
    const roles = [
      { name: 'a', status: 'InSync' as const },
      { name: 'b', status: 'Drifted' as const },
    ];
    const page = overviewHtml(overviewOf(fullReport({ roles }), audit));
    expect(page).toContain('<summary>1 other role: 1 in sync</summary>');
  });

  test('roles of which each is as its spec says are green', () => {
    const page = overviewHtml(overviewOf(fullReport({ roles: [{ name: 'a', status: 'InSync' }] }), null));
    expect(page).toContain('<div class="figure good"><dt>declared roles in sync</dt><dd>1 <small>of 1</small></dd>');
    expect(page).toContain('Every declared role is as its spec says.');
  });
});

test('Numbers are numbers, and ids are used once, also in a large report', () => {
  const page = overviewHtml(fleetOverview(300));
  expect(withoutBlocks(page)).not.toMatch(/NaN|undefined|Infinity|\[object/);
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('The size grows with what is to be told, not with the square of it', () => {
  const [one, two] = [200, 400].map((count) => overviewHtml(fleetOverview(count)).length);
  expect((two ?? 0) / (one ?? 1)).toBeLessThan(2.1);
});

test('The page says what this look did, and of a role only what mode it declares', () => {
  const overview = overviewOf(fullReport({ mode: 'observe', roles: [{ name: 'a', status: 'InSync', mode: 'enforce' }] }), null);
  const [known, onTheSpot] = [overviewHtml(overview), overviewHtml({ ...overview, onTheSpot: true })];
  expect(known).toContain('Rolecall observes this account and changes nothing, whatever mode its roles declare.');
  expect(onTheSpot).toContain('This was a single look, which changed nothing, whatever mode the roles declare.');
  expect(onTheSpot).not.toContain('Rolecall observes');
  for (const page of [known, onTheSpot]) expect(page).toContain('<dt>Declared mode</dt><dd>enforce</dd>');
});

test('What several task definitions have in common counts once in the figures, as it stands once in the list', () => {
  const finding = { rule: 'AdminAccess', severity: 'critical', role: 'a', message: 'It may do everything' } as const;
  const families = ['one', 'two', 'three'].map((family) => ({ family, taskRole: 'a', findings: [finding] }));
  const page = overviewHtml(overviewOf(fullReport({ roles: [] }), fullAudit({ taskDefinitions: families })));
  expect(page).toContain('<dt>critical and high findings</dt><dd>1</dd>');
  expect(page.match(/<section class="finding">/g)).toHaveLength(1);
});

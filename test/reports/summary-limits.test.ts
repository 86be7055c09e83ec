import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Overview } from '../../report/overview/overview.ts';
import { checkReportEvent, reportEventJsonSchema } from '../../report/overview/summary-wording/report-event-schema.ts';
import { summaryWording } from '../../report/overview/summary-wording/summary-wording.ts';
import { SEVERITIES } from '../../specs/types.ts';
import { overviewOfCase } from '../report/overview-case.ts';
import { elementsOf } from '../slack/read-message.ts';
import { refusedBySlack } from '../slack/slack-limits.ts';
import { LINK, PLACE, PRESIGNED } from './summary-given.ts';

const SCALE = Number(process.env.ROLECALL_PROPERTY_RUNS ?? 20);
const KB = 1024;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const shipped = new URL('../../report/schema/report-event.v1.schema.json', import.meta.url);

test('The shipped schema of events is the one generated from the source (UPDATE_CASES=1 writes it)', () => {
  if (process.env.UPDATE_CASES) writeFileSync(shipped, `${JSON.stringify(reportEventJsonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(shipped, 'utf8'))).toEqual(JSON.parse(JSON.stringify(reportEventJsonSchema())));
});

const quiet = overviewOfCase({ state: { roles: [{ name: 'orders', status: 'InSync' }] }, audits: [] });

describe('A report is called fine', () => {
  const said = (overview: Overview) => {
    const [{ bodies }] = summaryWording(overview, PLACE, LINK).topic();
    return bodies.sms.replace(/^.*UTC: /, '');
  };
  const marked = (overview: Overview) => JSON.stringify(summaryWording(overview, PLACE, LINK).slack()).includes('✅');

  test('where nothing is wrong and all is known', () => {
    expect({ said: said(quiet), marked: marked(quiet) }).toEqual({ said: 'nothing is wrong', marked: true });
  });

  test.each([
    ['what could not be read', { complete: false }, 'incomplete'],
    ['a role of ours that nothing declares', { orphans: ['old-task'] }, 'something to look at'],
    ['a notice', { notices: ['No audit has kept anything yet, so no findings are told.'] }, 'something to look at'],
    [
      'a role that could not be read',
      overviewOfCase({ state: { roles: [{ name: 'a', status: 'Unknown' }] }, audits: [] }),
      'something to look at',
    ],
  ] satisfies [string, Partial<Overview>, string][])('never with %s', (_, change, words) => {
    const overview = { ...quiet, ...change };
    expect({ said: said(overview), marked: marked(overview) }).toEqual({ said: words, marked: false });
  });
});

test('A link that opens the report by itself is for people only, and comes with until when it works and for whom', () => {
  const wording = summaryWording(quiet, PLACE, PRESIGNED);
  const [{ bodies }] = wording.topic();
  const [{ detail }] = wording.bus();
  expect([bodies.default, bodies.sms, detail].filter((text) => text.includes('X-Amz-Signature'))).toEqual([]);
  for (const people of [bodies.email, JSON.stringify(wording.slack())]) {
    expect(people).toContain(PRESIGNED.url);
    expect(people).toContain('works until 2026-11-22 20:00 UTC at the latest. Whoever has it can read the report');
  }
});

test('Where no link is known there is none', () => {
  const wording = summaryWording(quiet, { ...PLACE, consoleUrl: null }, null);
  expect(JSON.stringify([wording.slack(), wording.topic()[0].bodies.email])).not.toContain('details');
  expect(JSON.parse(wording.bus()[0].detail).url).toBeNull();
});

const HOSTILE = ['<!channel>', '@here', '<@U1>', '<https://evil.example|a>', 'https://evil.example', '&amp;', '```', '*b*'];
const SPELLED = ['\u202e', '\u0000', '\n', '"', '\\', '\ud800', '👩‍👩‍👧', '漢字'];
const text = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE, ...SPELLED), fc.string({ unit: 'binary' })), { maxLength: 6 })
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...HOSTILE, ...SPELLED), fc.constantFrom(60, 900)).map(([part, times]) => part.repeat(times)),
);
const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 25, size: 'max' });
const item = fc.record({ subject: text, what: text, severity: fc.constantFrom(...SEVERITIES) });
const AT = '2026-11-22T08:00:00.000Z';

const anyOverview: fc.Arbitrary<Overview> = fc
  .record({
    owner: text,
    complete: fc.boolean(),
    changes: fc.option(fc.record({ since: fc.constant(AT), appeared: many(item), gone: many(item) })),
    mostDrifting: fc.array(fc.record({ role: text, times: fc.nat(), by: many(text) }), { maxLength: 10 }),
    expiringWaivers: many(fc.record({ name: text, expires: fc.constant('2026-12-01'), findings: many(text) })),
    orphans: many(text),
    unusedSpecs: fc.option(many(text)),
    notices: many(text),
  })
  .map((given) => ({ ...quiet, ...given }));

test('Whatever names hold, Slack takes the message, and nobody is mentioned, linked to or misled', () => {
  fc.assert(
    fc.property(anyOverview, (overview) => {
      const link = { ...PRESIGNED, url: `${PRESIGNED.url}${'a'.repeat(2500)}` };
      const messages = summaryWording(overview, PLACE, link).slack();
      for (const message of messages) {
        expect(refusedBySlack(message)).toBeUndefined();
        expect(message.text.length).toBeLessThanOrEqual(4000);
        expect(message.text).not.toMatch(/[<>@`]|:\/\/|&(?!amp;|lt;|gt;)/);
        for (const element of elementsOf(message.blocks as never)) {
          expect(element.url ?? link.url).toBe(link.url);
          expect((element.text ?? '').replaceAll('\n', '')).not.toMatch(HIDDEN);
        }
      }
    }),
    { numRuns: SCALE * 3 },
  );
});

test('Whatever names hold, SNS and EventBridge take the message', () => {
  fc.assert(
    fc.property(anyOverview, (overview) => {
      const wording = summaryWording(overview, PLACE, PRESIGNED);
      const [{ subject, bodies }] = wording.topic();
      const [{ detail }] = wording.bus();
      expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
      expect(Buffer.byteLength(JSON.stringify(bodies))).toBeLessThanOrEqual(256 * KB);
      expect(bodies.email.replaceAll('\n', '')).not.toMatch(HIDDEN);
      expect(Buffer.byteLength(detail)).toBeLessThanOrEqual(255 * KB);
      checkReportEvent(JSON.parse(detail));
    }),
    { numRuns: SCALE },
  );
});

test('A hundred of everything is told by its first names, and how many more there are', () => {
  const names = Array.from({ length: 100 }, (_, index) => `role-${index}`);
  const overview = { ...quiet, orphans: names, notices: names, unusedSpecs: names };
  const wording = summaryWording(overview, PLACE, LINK);
  expect(JSON.parse(wording.bus()[0].detail)).toMatchObject({
    orphanCount: 100,
    orphans: names.slice(0, 10),
    unusedSpecCount: 100,
  });
  expect(wording.topic()[0].bodies.email).toMatch(/100 orphans, .*role-7 and 92 more\./);
  expect(wording.topic()[0].bodies.email).toContain('The report gives 97 more notices.');
});

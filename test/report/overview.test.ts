import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { overviewExit } from '../../report/overview/overview-exit.ts';
import { overviewJson } from '../../report/overview/overview-json.ts';
import { overviewMarkdown } from '../../report/overview/overview-markdown.ts';
import { checkOverview } from '../../report/overview/overview-schema.ts';
import { overviewSummary } from '../../report/overview/overview-summary.ts';
import { overviewText } from '../../report/overview/overview-text.ts';
import { overviewCases, overviewOfCase, readOverviewCases } from './overview-case.ts';

/** The expected text lies beside the case; UPDATE_CASES=1 writes it anew, to be read before it is kept. */
function expectFile(name: string, text: string): void {
  const file = new URL(name, overviewCases);
  if (process.env.UPDATE_CASES) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const OPTIONS = { color: false, width: 100 };

describe.each(readOverviewCases())('%s', (name, { says, exit, given, expect: expected = {} }) => {
  const overview = overviewOfCase(given);
  const { title, lines, worst } = overviewSummary(overview);

  test(says, () => expect(overview).toMatchObject(expected));

  test('its text and its summary read well', () => {
    expectFile(`${name}.txt`, `${overviewText(overview, OPTIONS)}\n--- ${worst}\n${[title, ...lines].join('\n')}\n`);
  });

  test('its Markdown reads well', () => expectFile(`${name}.md`, overviewMarkdown(overview)));

  test(`exits ${exit}`, () => expect(overviewExit(overview)).toBe(exit));

  test('its JSON says the same and keeps to the shipped schema', () => {
    const read: unknown = JSON.parse(overviewJson(overview));
    expect(read).toEqual(JSON.parse(JSON.stringify(overview)));
    expect(() => checkOverview(read)).not.toThrow();
  });

  test('nothing that is printed holds a control or bidirectional character', () => {
    for (const text of [overviewText(overview, OPTIONS), overviewMarkdown(overview), overviewJson(overview)])
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  test('with colour nothing but escape sequences is added', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(overviewText(overview, { ...OPTIONS, color: true }).replace(/\u001b\[\d+m/g, '')).toBe(
      overviewText(overview, OPTIONS),
    );
  });
});

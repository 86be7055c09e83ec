import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awsCommands } from '../../report/aws-commands.ts';
import { checkDriftReport } from '../../report/drift-report-schema.ts';
import { jsonReport } from '../../report/json.ts';
import { markdownReport } from '../../report/markdown.ts';
import { textReport } from '../../report/text.ts';
import type { Verb } from '../../report/words/next-step.ts';
import { fullReport, type GivenReport, readCase } from './full-report.ts';

interface Case {
  readonly says: string;
  readonly verb: Verb;
  readonly specs: string;
  readonly sources?: Readonly<Record<string, string>>;
  readonly report: GivenReport;
}

const folder = new URL('../cases/report/texts/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** The expected text lies beside the case; UPDATE_CASES=1 writes it anew, to be read before it is kept. */
function expectFile(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE_CASES) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe.each(names)('%s', (file) => {
  const { says, verb, specs, sources, report: given } = readCase<Case>(`texts/${file}`);
  const report = fullReport(given);
  const name = file.replace('.json', '');

  test(`${says}: text`, () => {
    const options = { verb, specs, color: false, width: 100, sources: new Map(Object.entries(sources ?? {})) };
    expectFile(`${name}.txt`, textReport(report, options));
  });

  test(`${says}: Markdown`, () => {
    expectFile(`${name}.md`, markdownReport(report, { verb, specs }));
  });

  test(`${says}: aws commands`, () => {
    expectFile(`${name}.sh`, awsCommands(report));
  });

  test('its JSON says the same report and keeps to the shipped schema', () => {
    const read: unknown = JSON.parse(jsonReport(report));
    expect(read).toEqual(JSON.parse(JSON.stringify(report)));
    expect(() => checkDriftReport(read)).not.toThrow();
  });

  test('nothing that is printed holds a control or bidirectional character', () => {
    const options = { verb, specs, color: false, width: 100 };
    const printed = [
      textReport(report, options),
      markdownReport(report, { verb, specs }),
      awsCommands(report),
      jsonReport(report),
    ];
    for (const text of printed) expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

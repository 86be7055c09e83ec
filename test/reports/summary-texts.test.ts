import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkReportEvent } from '../../report/overview/summary-wording/report-event-schema.ts';
import { summaryWording } from '../../report/overview/summary-wording/summary-wording.ts';
import { overviewOfCase, readOverviewCases } from '../report/overview-case.ts';
import { shownText } from '../slack/read-message.ts';
import { refusedBySlack } from '../slack/slack-limits.ts';
import { LINK, PLACE, PRESIGNED } from './summary-given.ts';

const folder = new URL('../cases/report/summary/', import.meta.url);
/** Of all overviews those that show what a summary can say. */
const SHOWN = ['deployed', 'hostile', 'in-sync', 'unjudged'];

/** The expected text lies here; UPDATE_CASES=1 writes it anew, to be read before it is kept. */
function expectFile(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE_CASES) writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
}

/** The same for JSON, however it is laid out. */
function expectJsonFile(name: string, value: unknown): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE_CASES) writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  expect(value).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

const cases = readOverviewCases().filter(([name]) => SHOWN.includes(name));

test('all of them are there', () => expect(cases).toHaveLength(SHOWN.length));

describe.each(cases)('The summary of the report %s', (name, { given }) => {
  const overview = overviewOfCase(given);
  const wording = summaryWording(overview, PLACE, name === 'unjudged' ? PRESIGNED : LINK);

  test('reads well in Slack', () => {
    const [{ blocks, text, ...message }] = wording.slack();
    expect({ refused: refusedBySlack({ text, blocks }), message }).toEqual({
      refused: undefined,
      message: { thread: null, notices: [] },
    });
    expectFile(`${name}.slack.txt`, `${shownText(blocks)}\n\n(beside the blocks)\n${text}`);
  });

  test('reads well as a mail', () => {
    const [{ subject, bodies, attributes }] = wording.topic();
    expect(attributes).toMatchObject({ notice: ['report'], account: ['111122223333'] });
    expectFile(`${name}.mail.txt`, `Subject: ${subject}\n\n${bodies.email}\n\n(in short)\n${bodies.sms}`);
  });

  test('tells machines the same on the bus and in a topic, by the schema', () => {
    const [{ source, detailType, detail, time }] = wording.bus();
    const [{ bodies }] = wording.topic();
    expect({ source, detailType, time, inTopic: bodies.default }).toEqual({
      source: 'rolecall',
      detailType: 'Rolecall Report',
      time: overview.madeAt,
      inTopic: detail,
    });
    checkReportEvent(JSON.parse(detail));
    expectJsonFile(`${name}.event.json`, JSON.parse(detail));
  });
});

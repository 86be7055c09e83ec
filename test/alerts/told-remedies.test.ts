import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Notice } from '../../controller/alerts/alert.ts';
import { type FoundIn, findingViolation } from '../../controller/alerts/observing/violations/finding-violation.ts';
import { groupText } from '../../report/alerts/alert-text.ts';
import { slackMessages } from '../../report/alerts/slack/slack-messages.ts';
import { auditOf, type Given } from '../audit/given.ts';
import { shownText } from '../slack/read-message.ts';

const FOLDER = 'test/cases/audit';
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
const AT = '2026-11-23T12:00:00.000Z';

async function allFindings(): Promise<readonly FoundIn[]> {
  const cases: { given: Given }[] = FILES.flatMap((file) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')));
  const reports = await Promise.all(cases.map(({ given }) => auditOf(given)));
  return reports.flatMap(({ taskDefinitions }) =>
    taskDefinitions.flatMap((audit) => audit.findings.map((finding) => ({ finding, audit }))),
  );
}

/** What people read of it in Slack, and in a mail. */
function textsOf(found: FoundIn): readonly string[] {
  const violation = findingViolation([found], 'eu-west-1', '111122223333', {});
  const notice: Notice = { kind: 'opened', violation, openedAt: AT, at: AT };
  const slack = slackMessages({ channel: 'default', notices: [notice], claim: null }, {}, { reportUrl: null });
  return [slack.map(({ blocks }) => shownText(blocks)).join('\n'), groupText([notice]).join('\n')];
}

/** Whatever margin it has. */
function unindented(text: string): string {
  return text.replaceAll(/^ +/gm, '').trimEnd();
}

const findings = (await allFindings()).map((found) => ({ ...found.finding.remedy, texts: textsOf(found) }));

test('lines to be written into a spec stand in the message', () => {
  const pieces = findings.flatMap(({ spec, command, texts }) => (spec === null || command !== null ? [] : [{ spec, texts }]));
  expect(pieces.length).toBeGreaterThan(3);
  for (const { spec, texts } of pieces) for (const text of texts) expect(unindented(text)).toContain(unindented(spec));
});

test('a command stands in the message as a shell takes it', () => {
  const commands = findings.flatMap(({ command, texts }) => (command === null ? [] : [{ command, texts }]));
  expect(commands.some(({ command }) => command.includes('\n'))).toBe(true);
  for (const { command, texts } of commands)
    for (const text of texts) expect(text).toContain(command.length > 1500 ? 'too long' : command.replaceAll(' &&\n', ' && '));
});

test('every remedy has something to paste beside it', () => {
  for (const { texts } of findings) for (const text of texts) expect(text).toMatch(/^(-----|\s*\$ |\s+spec:$)/m);
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { slackMessages } from '../../report/alerts/slack/slack-messages.ts';
import { topicMessages } from '../../report/alerts/sns/topic-messages.ts';
import { shownText } from '../slack/read-message.ts';
import { refusedBySlack } from '../slack/slack-limits.ts';
import { type GivenNotice, pendingOf } from './alerts-given.ts';

interface Case {
  readonly says: string;
  readonly given: {
    readonly digest?: boolean;
    readonly threads?: Readonly<Record<string, string>>;
    readonly reportUrl?: string;
    readonly notices: readonly GivenNotice[];
  };
}

const folder = new URL('../cases/report/alerts/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** The expected text lies beside the case; UPDATE_CASES=1 writes it anew, to be read before it is kept. */
function expectFile(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE_CASES) writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
}

describe.each(names)('%s', (file) => {
  const { says, given } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case;
  const pending = pendingOf(given.notices, given.digest);
  const reportUrl = given.reportUrl ?? null;
  const name = file.replace('.json', '');

  test(`${says}: Slack`, () => {
    const messages = slackMessages(pending, given.threads ?? {}, { reportUrl });
    expect(messages.map(refusedBySlack).filter((word) => word !== undefined)).toEqual([]);
    const shown = messages.map(({ thread, text, blocks }) => {
      const reply = thread === null ? '' : `(in the thread of ${thread})\n`;
      return `${reply}${shownText(blocks)}\n\n(beside the blocks)\n${text}`;
    });
    expectFile(`${name}.slack.txt`, shown.join('\n\n=====\n\n'));
  });

  test(`${says}: mail`, () => {
    const messages = topicMessages(pending, reportUrl);
    expectFile(
      `${name}.mail.txt`,
      messages.map(({ subject, bodies }) => `Subject: ${subject}\n\n${bodies.email}`).join('\n\n=====\n\n'),
    );
  });
});

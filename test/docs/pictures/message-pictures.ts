import { alertWording } from '../../../report/alerts/alert-wording.ts';
import type { SlackMessage } from '../../../report/alerts/slack/slack-messages.ts';
import { summaryWording } from '../../../report/overview/summary-wording/summary-wording.ts';
import { type GivenOverview, overviewOfCase } from '../../report/overview-case.ts';
import { shownText } from '../../slack/read-message.ts';
import { emailPage } from './email-page.ts';
import { type MessageExample, messageExamples, pendingOf, type Said } from './message-example.ts';
import { type ShownMessage, slackPage } from './slack-page.ts';

/** What a picture shows. */
export interface MessagePicture {
  /** Of the file, without its ending. */
  readonly file: string;
  readonly title: string;
  readonly html: string;
  /** All that can be read in it. */
  readonly text: string;
}

const PLACE = {
  name: '2026-11-22T0600Z',
  files: { json: 's3://rolecall-state/reports/2026-11-22T0600Z.json', html: 's3://rolecall-state/reports/2026-11-22T0600Z.html' },
  consoleUrl: 'https://eu-west-1.console.aws.amazon.com/s3/object/rolecall-state?region=eu-west-1&prefix=reports/latest.html',
};
const wording = alertWording(PLACE.consoleUrl);

/** A picture of every message that the documentation shows, worded as people get it. */
export function messagePictures(): readonly MessagePicture[] {
  return messageExamples().map((example) => ({ file: `message-${example.name}`, title: example.title, ...shown(example) }));
}

function shown(example: MessageExample): Pick<MessagePicture, 'html' | 'text'> {
  if (example.as === 'email') return email(example);
  const messages = slackMessagesOf(example);
  return { html: slackPage(messages), text: messages.map(({ blocks }) => shownText(blocks)).join('\n\n') };
}

function email(example: MessageExample) {
  const [message] = wording.topic(pendingOf(example));
  if (message === undefined) throw new Error(`Nothing is said in ${example.name}.`);
  return { html: emailPage(message), text: `${message.subject}\n\n${message.bodies.email}` };
}

function slackMessagesOf(example: MessageExample): readonly ShownMessage[] {
  if (example.overview !== undefined) return at('06:00', summaryOf(example.overview));
  if (!example.thread) return said(example);
  const { at: end, ...opening } = example;
  return [...said(opening), ...said({ ...example, kind: 'resolved' }, threadsOf(opening))];
}

function summaryOf(given: GivenOverview): readonly SlackMessage[] {
  return summaryWording(overviewOfCase(given), PLACE, { url: PLACE.consoleUrl, until: null }).slack();
}

function said(example: Said, threads: Readonly<Record<string, string>> = {}): readonly ShownMessage[] {
  const pending = pendingOf(example);
  return at(pending.notices[0]?.at.slice(11, 16) ?? '', wording.slack(pending, threads));
}

function threadsOf(opening: Said): Readonly<Record<string, string>> {
  return Object.fromEntries(pendingOf(opening).notices.map(({ violation }) => [violation.key, '1']));
}

function at(time: string, messages: readonly SlackMessage[]): readonly ShownMessage[] {
  return messages.map(({ blocks, thread }) => ({ blocks, time, isReply: thread !== null }));
}

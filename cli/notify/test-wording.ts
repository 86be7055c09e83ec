import type { AlertWording } from '../../report/alerts/alert-wording.ts';
import { header, plain, richText, section } from '../../report/alerts/slack/blocks.ts';
import { slackText } from '../../report/alerts/slack/fallback-text.ts';
import { jsonText } from '../../report/escaping/json-text.ts';

export interface TestMessage {
  readonly account: string;
  /** Whoever sends it: an ARN. */
  readonly caller: string;
  /** ISO 8601. */
  readonly at: string;
}

const TITLE = 'Rolecall test: this channel works, nothing is wrong';
const SHORT = 'Rolecall test: nothing is wrong';

/** Says the same whatever waits: that this is a test. Machines are told so by its kind, and no event is sent. */
export function testWording({ account, caller, at }: TestMessage): AlertWording {
  const sentence = `Sent from account ${account} by ${caller} at ${at}. Nobody needs to do anything.`;
  const json = jsonText({ apiVersion: 'rolecall/v1', kind: 'TestMessage', account, message: TITLE, at });
  return {
    slack: () => [
      {
        thread: null,
        text: `${TITLE}. ${slackText(sentence)}`,
        blocks: [header(TITLE), richText([section(plain(sentence))])],
        notices: [],
      },
    ],
    topic: () => [
      {
        subject: SHORT,
        bodies: { default: json, email: `${TITLE}.\n\n${sentence}`, sms: SHORT },
        attributes: { severity: ['info'], notice: ['test'], account: [account] },
        notices: [],
      },
    ],
    bus: () => [],
  };
}

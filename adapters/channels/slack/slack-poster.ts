import type { SlackMessage } from '../wording.ts';

/** Posts one message to one channel with one secret. */
export interface SlackPoster {
  /** Whether it can reply to a message. */
  readonly hasThreads: boolean;
  /** @returns what Slack calls the message; `undefined` if it does not say. @throws {NotPosted} */
  post(message: SlackMessage): Promise<string | undefined>;
}

/** Milliseconds for one request. */
export const SLACK_TIMEOUT = 10_000;

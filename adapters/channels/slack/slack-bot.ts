import { LogLevel, WebAPIHTTPError, WebAPIPlatformError, WebClient } from '@slack/web-api';
import { QUIET } from '../../client-settings.ts';
import { type Failure, NotPosted } from '../failure.ts';
import type { SlackMessage } from '../wording.ts';
import { SlackAnswers } from './slack-answers.ts';
import { slackRefusal, slackStatus } from './slack-errors.ts';
import { SLACK_TIMEOUT, type SlackPoster } from './slack-poster.ts';

/** The client logs what it sends. */
const SILENT = { ...QUIET, setLevel() {}, getLevel: () => LogLevel.ERROR, setName() {} };

/** Slack makes no links or mentions of what stands in a text. */
const AS_IT_IS = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const;

export interface SlackBotSettings {
  /** Another server than Slack's. */
  readonly url?: string | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
}

/** Posts with an app's bot token to any channel that the app is in. @see https://docs.slack.dev/reference/methods/chat.postMessage */
export class SlackBot implements SlackPoster {
  readonly hasThreads = true;
  readonly #answers = new SlackAnswers();
  readonly #client: WebClient;
  readonly #channel: string;

  /** @param channel `#name` or an id */
  constructor(token: string, channel: string, { url, timeout = SLACK_TIMEOUT }: SlackBotSettings = {}) {
    this.#channel = channel;
    this.#client = new WebClient(token, {
      timeout,
      fetch: this.#answers.fetch,
      logger: SILENT,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      ...(url === undefined ? {} : { slackApiUrl: url }),
    });
  }

  async post({ thread, text, blocks }: SlackMessage): Promise<string | undefined> {
    const body = { text, channel: this.#channel, ...AS_IT_IS };
    const layout = blocks.length === 0 ? {} : { blocks: JSON.parse(JSON.stringify(blocks)) };
    const reply = thread === null ? {} : { thread_ts: thread };
    try {
      const { ts } = await this.#client.chat.postMessage({ ...body, ...layout, ...reply });
      return ts;
    } catch (error) {
      throw new NotPosted(failureOf(error, this.#answers));
    }
  }
}

/** The client's own reading of how long to wait takes any number, and none for no answer at all. */
function failureOf(error: unknown, answers: SlackAnswers): Failure {
  const { status, after } = answers;
  if (status === 429) return slackStatus(status, '', after);
  if (error instanceof WebAPIPlatformError) return refusalOf(error, answers);
  if (error instanceof WebAPIHTTPError) return slackStatus(error.statusCode, String(error.body ?? ''), undefined);
  return answers.unanswered();
}

/** What is no JSON at all, the client takes for an error of that name: something between us and Slack answered. */
function refusalOf({ data }: WebAPIPlatformError, answers: SlackAnswers): Failure {
  const word: unknown = data.error;
  return typeof word === 'string' && /^\w+$/.test(word) ? slackRefusal(word) : answers.unanswered();
}

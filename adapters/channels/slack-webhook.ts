import { IncomingWebhook, IncomingWebhookHTTPError, type IncomingWebhookSendArguments } from '@slack/webhook';
import { NotPosted } from './failure.ts';
import { retryAfter } from './retry-after.ts';
import { slackStatus, UNANSWERED } from './slack-errors.ts';
import { SLACK_TIMEOUT, type SlackPoster } from './slack-poster.ts';
import type { SlackMessage } from './wording.ts';

/** Posts through an incoming webhook, which knows its channel and has no threads. @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export class SlackWebhook implements SlackPoster {
  readonly hasThreads = false;
  readonly #webhook: IncomingWebhook;
  #after: number | undefined;

  constructor(url: string, timeout = SLACK_TIMEOUT) {
    this.#webhook = new IncomingWebhook(url, { timeout, fetch: (address, init) => this.#fetch(address, init) });
  }

  async post({ text, blocks }: SlackMessage): Promise<undefined> {
    this.#after = undefined;
    const layout = blocks.length === 0 ? {} : { blocks: [...blocks] };
    const answer = await this.#send({ text, ...layout, unfurl_links: false, unfurl_media: false });
    // Whatever else may stand between us and Slack answers something else.
    if (answer.trim() !== 'ok') throw new NotPosted(UNANSWERED);
  }

  async #send(message: IncomingWebhookSendArguments): Promise<string> {
    try {
      return (await this.#webhook.send(message)).text;
    } catch (error) {
      const isAnswer = error instanceof IncomingWebhookHTTPError;
      throw new NotPosted(isAnswer ? slackStatus(error.statusCode, error.body, this.#after) : UNANSWERED);
    }
  }

  /** The client's errors do not tell how long Slack asks to wait. */
  async #fetch(address: string | URL, init: RequestInit | undefined): Promise<Response> {
    const response = await fetch(address, init);
    this.#after = retryAfter(response.headers.get('retry-after'));
    return response;
  }
}

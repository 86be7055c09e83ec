import { IncomingWebhook, IncomingWebhookHTTPError, type IncomingWebhookSendArguments } from '@slack/webhook';
import { NotPosted } from '../failure.ts';
import type { SlackMessage } from '../wording.ts';
import { SlackAnswers } from './slack-answers.ts';
import { slackStatus } from './slack-errors.ts';
import { SLACK_TIMEOUT, type SlackPoster } from './slack-poster.ts';

/** Posts through an incoming webhook, which knows its channel and has no threads. @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export class SlackWebhook implements SlackPoster {
  readonly hasThreads = false;
  readonly #webhook: IncomingWebhook;
  readonly #answers = new SlackAnswers();

  constructor(url: string, timeout = SLACK_TIMEOUT) {
    this.#webhook = new IncomingWebhook(url, { timeout, fetch: this.#answers.fetch });
  }

  async post({ text, blocks }: SlackMessage): Promise<undefined> {
    const layout = blocks.length === 0 ? {} : { blocks: [...blocks] };
    const answer = await this.#send({ text, ...layout, link_names: false, unfurl_links: false, unfurl_media: false });
    // Whatever else may stand between us and Slack answers something else.
    if (answer.trim() !== 'ok') throw new NotPosted(this.#answers.unanswered());
  }

  async #send(message: IncomingWebhookSendArguments): Promise<string> {
    try {
      return (await this.#webhook.send(message)).text;
    } catch (error) {
      const isAnswer = error instanceof IncomingWebhookHTTPError;
      throw new NotPosted(isAnswer ? slackStatus(error.statusCode, error.body, this.#answers.after) : this.#answers.unanswered());
    }
  }
}

import { createHash } from 'node:crypto';
import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { Notice, PendingNotices } from '../../controller/alerts/alert.ts';
import { type Channel, FINAL, type Sent } from '../../controller/alerts/alert-ports.ts';
import { wireCode } from '../iam-errors.ts';
import { mayPass } from '../may-pass.ts';
import { whyAwsFailed } from '../why-aws-failed.ts';
import type { TopicMessage, Wording } from './wording.ts';

/** A topic of SNS's, standard or FIFO. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export class SnsChannel implements Channel {
  readonly #client: SNSClient;
  readonly #arn: string;
  readonly #wording: Pick<Wording, 'topic'>;

  constructor(client: SNSClient, arn: string, wording: Pick<Wording, 'topic'>) {
    this.#client = client;
    this.#arn = arn;
    this.#wording = wording;
  }

  async send(pending: PendingNotices): Promise<Sent> {
    const notices: Notice[] = [];
    try {
      for (const message of this.#wording.topic(pending)) {
        await this.#client.send(new PublishCommand(this.#inputOf(message)));
        notices.push(...message.notices);
      }
      return { sent: true, threads: {} };
    } catch (error) {
      const reason = `The topic ${this.#arn} did not take a message: ${whyNot(error)}`;
      return { sent: false, reason, said: { notices, threads: {} }, ...(mayPass(error) ? {} : FINAL) };
    }
  }

  #inputOf({ subject, bodies, attributes }: TopicMessage): PublishCommandInput {
    const Message = JSON.stringify(bodies);
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, values]) => [
        name,
        { DataType: 'String.Array', StringValue: JSON.stringify(values) },
      ]),
    );
    const input = { TopicArn: this.#arn, Subject: subject, Message, MessageStructure: 'json', MessageAttributes };
    if (!this.#arn.endsWith('.fifo')) return input;
    const MessageDeduplicationId = createHash('sha256').update(Message).digest('hex');
    return { ...input, MessageGroupId: 'rolecall', MessageDeduplicationId };
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (code.startsWith('AuthorizationError')) return 'access is denied. Grant sns:Publish on it.';
  return code.startsWith('NotFound')
    ? 'there is no such topic. Check its ARN in the routes.'
    : whyAwsFailed(error, 'sns:Publish');
}

import { createHash } from 'node:crypto';
import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { PendingNotices } from '../../../controller/alerts/alert.ts';
import { type Channel, CLOSED, FINAL, type Sent } from '../../../controller/alerts/alert-ports.ts';
import { wireCode } from '../../iam-errors.ts';
import { mayPass } from '../../may-pass.ts';
import { inParts, restReason, type Saying } from '../in-parts.ts';
import type { Patience } from '../patience.ts';
import type { TopicMessage, Wording } from '../wording.ts';
import { inTime, whyUnsent } from './in-time.ts';

/** A topic of SNS's, standard or FIFO. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export class SnsChannel implements Channel {
  readonly #client: SNSClient;
  readonly #arn: string;
  readonly #wording: Pick<Wording, 'topic'>;
  readonly #patience: Patience;

  constructor(client: SNSClient, arn: string, wording: Pick<Wording, 'topic'>, patience: Patience) {
    this.#client = client;
    this.#arn = arn;
    this.#wording = wording;
    this.#patience = patience;
  }

  async send(pending: PendingNotices): Promise<Sent> {
    const saying: Saying = { notices: [], refused: [] };
    const unsent = (error: unknown, why: string): Sent => {
      const reason = `The topic ${this.#arn} did not take a message: ${why}`;
      const said = { notices: saying.notices, threads: {} };
      return { sent: false, reason, said, ...finality(error) };
    };
    try {
      const messagesOf = (part: PendingNotices) => this.#wording.topic(part);
      await inParts(pending, { messagesOf, say: (message) => this.#say(message) }, saying);
    } catch (error) {
      return unsent(error, whyNot(error));
    }
    const [refused] = saying.refused;
    return refused === undefined ? { sent: true, threads: {} } : unsent(refused, restReason(whyNot(refused), saying));
  }

  async #say(message: TopicMessage): Promise<Error | undefined> {
    try {
      await this.#client.send(new PublishCommand(this.#inputOf(message)), inTime(this.#patience));
      return undefined;
    } catch (error) {
      if (error instanceof Error && wireCode(error).startsWith('InvalidParameter')) return error;
      throw error;
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

/** A topic that no route names any more loses its permission with its route. */
function finality(error: unknown): typeof FINAL | typeof CLOSED | undefined {
  if (mayPass(error)) return undefined;
  const code = error instanceof Error ? wireCode(error) : '';
  return /^(?:AuthorizationError|NotFound)/.test(code) ? CLOSED : FINAL;
}

function whyNot(error: unknown): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (code.startsWith('AuthorizationError')) return 'access is denied. Grant sns:Publish on it.';
  return code.startsWith('NotFound') ? 'there is no such topic. Check its ARN in the routes.' : whyUnsent(error, 'sns:Publish');
}

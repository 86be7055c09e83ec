import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { ConnectionProblem } from './connection-problem.ts';
import { wireCode } from './iam-errors.ts';
import { whyAwsFailed } from './why-aws-failed.ts';

/** Seconds. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LONGEST_DELAY = 900;

/** A queue on SQS that takes requests of one kind. */
export class SqsQueue<R> {
  readonly #client: SQSClient;
  readonly #url: string;
  readonly #bodyOf: (request: R) => string;

  constructor(client: SQSClient, url: string, bodyOf: (request: R) => string) {
    this.#client = client;
    this.#url = url;
    this.#bodyOf = bodyOf;
  }

  /** @throws {ConnectionProblem} if the message is not known to be in the queue */
  async send(request: R, delaySeconds: number): Promise<void> {
    const DelaySeconds = Math.min(LONGEST_DELAY, Math.max(0, Math.ceil(delaySeconds)));
    try {
      await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: this.#bodyOf(request), DelaySeconds }));
    } catch (error) {
      throw new ConnectionProblem(`The queue ${this.#url} did not take a message: ${whyNot(error)}`, { cause: error });
    }
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (/NonExistentQueue$|^QueueDoesNotExist$/.test(code)) return 'there is no such queue. Check its address.';
  return whyAwsFailed(error, 'sqs:SendMessage');
}

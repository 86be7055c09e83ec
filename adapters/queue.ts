import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { messageOf } from '../controller/events/message-of.ts';
import type { RequestQueue } from '../controller/ports.ts';
import type { Request } from '../controller/request.ts';
import { ConnectionProblem } from './connection-problem.ts';
import { wireCode } from './iam-errors.ts';
import { whyAwsFailed } from './why-aws-failed.ts';

/** Bytes; the least that a queue takes whose limit nobody raised. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_MESSAGE = 256 * 1024;

/** Seconds. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LONGEST_DELAY = 900;

/** The controller's queue on SQS. */
export class SqsRequestQueue implements RequestQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  /** @throws {ConnectionProblem} if the message is not known to be in the queue */
  async send(request: Request, delaySeconds: number): Promise<void> {
    const DelaySeconds = Math.min(LONGEST_DELAY, Math.max(0, Math.ceil(delaySeconds)));
    try {
      await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: bodyOf(request), DelaySeconds }));
    } catch (error) {
      throw new ConnectionProblem(`The queue ${this.#url} did not take a message: ${whyNot(error)}`, { cause: error });
    }
  }
}

/** So many roles that their names do not fit come to a pass over all of them. */
function bodyOf(request: Request): string {
  const body = messageOf(request);
  if (Buffer.byteLength(body) <= LONGEST_MESSAGE || request.kind !== 'reconcile') return body;
  return messageOf({ ...request, roles: null });
}

function whyNot(error: unknown): string {
  const code = error instanceof Error ? wireCode(error) : '';
  if (/NonExistentQueue$|^QueueDoesNotExist$/.test(code)) return 'there is no such queue. Check its address.';
  return whyAwsFailed(error, 'sqs:SendMessage');
}

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AuditRequest } from '../controller/audit/requests/audit-request.ts';
import { auditMessageOf } from '../controller/audit/requests/message.ts';
import type { AuditQueue } from '../controller/audit/state/store-ports.ts';
import { ConnectionProblem } from './connection-problem.ts';
import { whyAwsFailed } from './why-aws-failed.ts';

/** The audit's queue on SQS. */
export class SqsAuditQueue implements AuditQueue {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  /** @throws {ConnectionProblem} if the message is not known to be in the queue */
  async send(request: AuditRequest, DelaySeconds: number): Promise<void> {
    const command = new SendMessageCommand({ QueueUrl: this.#url, MessageBody: auditMessageOf(request), DelaySeconds });
    try {
      await this.#client.send(command);
    } catch (error) {
      const why = whyAwsFailed(error, 'sqs:SendMessage');
      throw new ConnectionProblem(`The queue ${this.#url} did not take a message: ${why}`, { cause: error });
    }
  }
}

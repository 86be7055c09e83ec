import type { SQSClient } from '@aws-sdk/client-sqs';
import { messageOf } from '../controller/events/message-of.ts';
import type { RequestQueue } from '../controller/ports.ts';
import type { Request } from '../controller/request.ts';
import { SqsQueue } from './sqs-queue.ts';

/** Bytes; the least that a queue takes whose limit nobody raised. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_MESSAGE = 256 * 1024;

/** The controller's queue on SQS. */
export class SqsRequestQueue extends SqsQueue<Request> implements RequestQueue {
  constructor(client: SQSClient, url: string) {
    super(client, url, bodyOf);
  }
}

/** So many roles that their names do not fit come to a pass over all of them. */
function bodyOf(request: Request): string {
  const body = messageOf(request);
  if (Buffer.byteLength(body) <= LONGEST_MESSAGE || request.kind !== 'reconcile') return body;
  return messageOf({ ...request, roles: null });
}

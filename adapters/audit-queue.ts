import type { SQSClient } from '@aws-sdk/client-sqs';
import type { AuditRequest } from '../controller/audit/requests/audit-request.ts';
import { auditMessageOf } from '../controller/audit/requests/message.ts';
import type { AuditQueue } from '../controller/audit/state/store-ports.ts';
import { SqsQueue } from './sqs-queue.ts';

/** The audit's queue on SQS. */
export class SqsAuditQueue extends SqsQueue<AuditRequest> implements AuditQueue {
  constructor(client: SQSClient, url: string) {
    super(client, url, auditMessageOf);
  }
}

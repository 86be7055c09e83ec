import type { SQSRecord } from 'aws-lambda';
import type { AuditRequest } from '../../controller/audit/requests/audit-request.ts';
import { readAuditMessage } from '../../controller/audit/requests/read-message.ts';
import { malformedMessages } from '../../report/run/run-metrics.ts';
import type { Observer } from '../observer.ts';

/** What the messages ask for, by the message's id; one that nobody can read is logged, once, for it is never handed back. */
export function auditRequestsIn(
  records: readonly Pick<SQSRecord, 'messageId' | 'body'>[],
  observer: Observer,
): ReadonlyMap<string, AuditRequest> {
  const requests = new Map<string, AuditRequest>();
  let malformed = 0;
  for (const { messageId, body } of records) {
    const reading = readAuditMessage(body);
    if ('request' in reading) requests.set(messageId, reading.request);
    if ('ignored' in reading) observer.debug('message is ignored', { messageId, why: reading.ignored });
    if (!('malformed' in reading)) continue;
    malformed += 1;
    observer.warn('message is malformed', { messageId, why: reading.malformed });
  }
  observer.measure(malformedMessages(malformed));
  return requests;
}

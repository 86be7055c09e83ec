import type { SQSRecord } from 'aws-lambda';
import { type MessageReading, readMessage } from '../../controller/events/read-message.ts';
import type { Request } from '../../controller/request.ts';
import { malformedMessages } from '../../report/run/run-metrics.ts';
import type { Observer } from '../observer.ts';

/** What the messages ask for; one that nobody can read is logged, once, for it is never handed back. */
export function requestsIn(
  records: readonly Pick<SQSRecord, 'messageId' | 'body'>[],
  ownRoleArn: string,
  observer: Observer,
): readonly Request[] {
  const readings = records.map(({ messageId, body }) => ({ messageId, ...readMessage(body, ownRoleArn) }));
  for (const reading of readings) tell(reading, observer);
  observer.measure(malformedMessages(readings.filter((reading) => 'malformed' in reading).length));
  return readings.flatMap((reading) => ('request' in reading ? [reading.request] : []));
}

function tell(reading: MessageReading & { readonly messageId: string }, observer: Observer): void {
  const { messageId } = reading;
  if ('malformed' in reading) observer.warn('message is malformed', { messageId, why: reading.malformed });
  if ('ignored' in reading) observer.debug('message is ignored', { messageId, why: reading.ignored });
}

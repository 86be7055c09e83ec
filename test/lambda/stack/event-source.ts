import { ChangeMessageVisibilityCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { REGION } from '../aws/clients.ts';
import { deleteMessages } from '../aws/queue.ts';
import type { ExecutionEnvironment, Outcome } from '../runtime/execution-environment.ts';

/** What the packaged template says of the way from the queue to the function. */
export interface EventSourceMapping {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
}

/**
 * Invokes the function with a batch and, as Lambda does, deletes what it acknowledges; the rest comes back when its visibility ends.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function deliverBatch(
  sqs: SQSClient,
  mapping: EventSourceMapping,
  batch: readonly Message[],
  lambda: ExecutionEnvironment,
  timeoutSeconds?: number,
): Promise<Outcome> {
  const outcome = await lambda.invoke(sqsEvent(batch, mapping), timeoutSeconds);
  const isDone = acknowledged(outcome);
  await deleteMessages(sqs, mapping.queueUrl, batch.filter(isDone));
  await Promise.all(batch.filter((message) => !isDone(message)).map((message) => endVisibility(sqs, mapping, message)));
  return outcome;
}

/** What the queue does by itself once the time is over. */
async function endVisibility(sqs: SQSClient, { queueUrl }: EventSourceMapping, { ReceiptHandle }: Message): Promise<void> {
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
}

function acknowledged(outcome: Outcome): (message: Message) => boolean {
  if (outcome.result !== 'returned') return () => false;
  const failed = failedIds(outcome.value);
  return ({ MessageId }) => !failed.has(MessageId);
}

function failedIds(value: unknown): ReadonlySet<string | undefined> {
  const { batchItemFailures = [] } = (value ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

function sqsEvent(batch: readonly Message[], { queueArn }: EventSourceMapping): SQSEvent {
  return {
    Records: batch.map(
      ({ MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} }): SQSRecord => ({
        messageId: MessageId,
        receiptHandle: ReceiptHandle,
        body: Body,
        attributes: Attributes as unknown as SQSRecord['attributes'],
        messageAttributes: {},
        md5OfBody: MD5OfBody,
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn,
        awsRegion: REGION,
      }),
    ),
  };
}

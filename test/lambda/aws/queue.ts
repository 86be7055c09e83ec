import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** The most that the queue's calls take or give. */
const AT_ONCE = 10;

function tens<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, ten) => items.slice(ten * AT_ONCE, (ten + 1) * AT_ONCE));
}

export async function sendTexts(sqs: SQSClient, QueueUrl: string, texts: readonly string[]): Promise<void> {
  for (const ten of tens(texts)) {
    const Entries = ten.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

export async function deleteMessages(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  for (const ten of tens(messages)) {
    const Entries = ten.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** All messages that are visible now, up to the size of a batch: what a batching window would have brought together. */
export async function receiveBatch(
  sqs: SQSClient,
  { queueUrl, batchSize }: { readonly queueUrl: string; readonly batchSize: number },
): Promise<readonly Message[]> {
  const batch: Message[] = [];
  while (batch.length < batchSize) {
    const MaxNumberOfMessages = Math.min(AT_ONCE, batchSize - batch.length);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages,
        MessageSystemAttributeNames: ['All'],
        WaitTimeSeconds: 0,
      }),
    );
    if (Messages.length === 0) break;
    batch.push(...Messages);
  }
  return batch;
}

export interface QueueDepth {
  readonly visible: number;
  /** Received and not yet acknowledged. */
  readonly inFlight: number;
  readonly delayed: number;
}

export async function depthOf(sqs: SQSClient, queueUrl: string): Promise<QueueDepth> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }));
  const count = (name: string) => Number(Attributes[name as keyof typeof Attributes] ?? 0);
  return {
    visible: count('ApproximateNumberOfMessages'),
    inFlight: count('ApproximateNumberOfMessagesNotVisible'),
    delayed: count('ApproximateNumberOfMessagesDelayed'),
  };
}

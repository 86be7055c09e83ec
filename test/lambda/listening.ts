import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { REGION } from './aws/clients.ts';
import { deleteMessages, receiveBatch } from './aws/queue.ts';
import type { World } from './world.ts';

/** What a machine hears that subscribes to Rolecall's events, in their order. */
export interface Heard {
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const NAME = 'subscriber';

/** Somebody subscribes to Rolecall's events on the account's own bus. @returns what gives those since it was last asked */
export async function listenToBus({ accountId, clients: { events, sqs } }: World): Promise<() => Promise<readonly Heard[]>> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: NAME }));
  await events.send(new PutRuleCommand({ Name: NAME, EventPattern: '{"source":["rolecall"]}' }));
  const Arn = `arn:aws:sqs:${REGION}:${accountId}:${NAME}`;
  await events.send(new PutTargetsCommand({ Rule: NAME, Targets: [{ Id: 'queue', Arn }] }));
  return async () => {
    const messages = await receiveBatch(sqs, { queueUrl: QueueUrl, batchSize: 100 });
    await deleteMessages(sqs, QueueUrl, messages);
    return messages
      .map(({ Body = '{}' }) => JSON.parse(Body))
      .map((event) => ({ detailType: event['detail-type'], detail: event.detail }));
  };
}

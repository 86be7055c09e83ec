import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { publishedDeployment } from '../../adapters/deployment.ts';
import { SsmKillSwitch } from '../../adapters/kill-switch.ts';
import { SqsRequestQueue } from '../../adapters/queue.ts';
import { readMessage } from '../../controller/events/read-message.ts';
import type { Request } from '../../controller/request.ts';
import { newAccountId } from './moto-account.ts';
import { motoClients } from './moto-clients.ts';

test('what is put into the queue is what comes out of it', async () => {
  const { sqs } = motoClients(newAccountId());
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'rolecall' }));
  const request: Request = { kind: 'reconcile', roles: ['orders-task'], by: 'ana' };
  await new SqsRequestQueue(sqs, QueueUrl).send(request, 0);
  await new SqsRequestQueue(sqs, QueueUrl).send({ kind: 'schedule' }, 900);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages.map(({ Body = '' }) => readMessage(Body, undefined))).toEqual([{ request }]);
});

test('a message for a queue that does not exist is a problem that says so', async () => {
  const { sqs } = motoClients(newAccountId());
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'rolecall' }));
  const queue = new SqsRequestQueue(sqs, QueueUrl.replace(/rolecall$/, 'missing'));
  await expect(queue.send({ kind: 'schedule' }, 0)).rejects.toThrow('there is no such queue');
});

test('the parameters of a deployment are read where they are, and missed where they are not', async () => {
  const { ssm } = motoClients(newAccountId());
  const deployment = {
    queueUrl: 'https://queue',
    state: 's3://state/controller',
    specs: ['s3://specs'],
    killSwitch: '/rolecall/kill-switch',
  };
  const put = (Name: string, Value: string) => ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
  await put('/rolecall/deployment', JSON.stringify(deployment));
  await put('/rolecall/kill-switch', 'suspend');
  expect(await publishedDeployment(ssm, 'rolecall')).toEqual(deployment);
  expect(await publishedDeployment(ssm, 'other')).toBeUndefined();
  expect(await new SsmKillSwitch(ssm, '/rolecall/kill-switch').read()).toBe('suspend');
  expect(await new SsmKillSwitch(ssm, '/other/kill-switch').read()).toBeUndefined();
});

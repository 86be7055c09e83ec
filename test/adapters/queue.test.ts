import { SendMessageCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsRequestQueue } from '../../adapters/queue.ts';
import type { Request } from '../../controller/request.ts';

const client = new SQSClient({ region: 'eu-west-1' });
const sqs = mockClient(client);
const URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/rolecall';
const queue = new SqsRequestQueue(client, URL);

async function sent(request: Request, delay = 0) {
  await queue.send(request, delay);
  const { MessageBody = '', ...rest } = sqs.commandCalls(SendMessageCommand)[0]?.args[0].input ?? {};
  return { ...rest, body: JSON.parse(MessageBody) as unknown };
}

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({});
});

describe('the queue', () => {
  test.each<[Request, object]>([
    [{ kind: 'schedule' }, { rolecall: 'schedule' }],
    [
      { kind: 'reconcile', roles: ['orders'], by: 'ana' },
      { rolecall: 'reconcile', roles: ['orders'], by: 'ana' },
    ],
    [
      { kind: 'approve', hash: '9f2c61d0', by: 'ana' },
      { rolecall: 'approve', hash: '9f2c61d0', by: 'ana' },
    ],
    [
      { kind: 'resume', role: 'orders', by: 'ana' },
      { rolecall: 'resume', role: 'orders', by: 'ana' },
    ],
    [
      { kind: 'accept', role: 'orders', by: 'ana' },
      { rolecall: 'accept', role: 'orders', by: 'ana' },
    ],
  ])('takes %j', async (request, body) => {
    expect(await sent(request)).toEqual({ QueueUrl: URL, DelaySeconds: 0, body });
  });

  test.each([
    [120, 120],
    [0.5, 1],
    [-1, 0],
    [5000, 900],
  ])('delays by %d seconds as %d', async (asked, delayed) => {
    expect(await sent({ kind: 'schedule' }, asked)).toMatchObject({ DelaySeconds: delayed });
  });

  test('asks for all roles where their names would not fit into a message', async () => {
    const roles = Array.from({ length: 4000 }, (_, n) => `${'x'.repeat(60)}${n}`);
    expect(await sent({ kind: 'reconcile', roles, by: 'ana' })).toMatchObject({
      body: { rolecall: 'reconcile', roles: null, by: 'ana' },
    });
  });

  test.each([
    ['AccessDeniedException', 'Grant sqs:SendMessage'],
    ['AccessDenied', 'Grant sqs:SendMessage'],
    ['QueueDoesNotExist', 'no such queue'],
    ['AWS.SimpleQueueService.NonExistentQueue', 'no such queue'],
    ['InternalError', 'InternalError'],
  ])('that answers %s is a problem that names it', async (name, hint) => {
    sqs.on(SendMessageCommand).rejects(new SQSServiceException({ name, message: name, $fault: 'client', $metadata: {} }));
    const error = await queue.send({ kind: 'schedule' }, 0).catch((problem: Error) => problem);
    expect(error).toMatchObject({ name: 'ConnectionProblem', message: expect.stringContaining(URL) });
    expect((error as Error).message).toContain(hint);
  });
});

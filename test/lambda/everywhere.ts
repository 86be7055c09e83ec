import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { SlackRequest } from '../slack/slack-server.ts';
import type { SeenRequest } from './aws/call.ts';
import { receiveBatch } from './aws/queue.ts';
import type { World } from './world.ts';

/** A place where something was written, and all that is written there. */
export type Written = readonly (readonly [place: string, text: string])[];

/** All that the functions of a deployment wrote or sent, and all that was sent to them; their specs are left out, which people write. */
export async function everythingWritten(world: World, toSlack: readonly SlackRequest[]): Promise<Written> {
  const workers = Object.entries(world.workers);
  return [
    ...workers.map(([name, { transcript }]) => [`events, log and outcomes of ${name}`, transcript()] as const),
    ...workers.flatMap(([name, { proxy }]) =>
      proxy.requests.map((request, index) => [`${proxy.calls[index]?.action} of ${name}`, saidIn(request)] as const),
    ),
    ...toSlack.map((request) => ['a message to Slack', saidToSlack(request)] as const),
    ...(await objects(world)),
    ...(await queues(world)),
  ];
}

/** The function's credentials sign it, and go with it. */
function saidIn({ method, url, headers, body }: SeenRequest): string {
  const { authorization: _, 'x-amz-security-token': __, ...open } = headers;
  return [method, url, JSON.stringify(open), textOf(body)].join('\n');
}

/** Slack's own secret is in one place of the request, and nowhere else. */
function saidToSlack({ url, headers, body }: SlackRequest): string {
  const { authorization: _, ...open } = headers;
  const where = url.startsWith('/services/') ? '' : url;
  return [where, JSON.stringify(open), body].join('\n');
}

function textOf(bytes: Uint8Array): string {
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return Buffer.from(isZipped ? gunzipSync(bytes) : bytes).toString();
}

async function objects({ clients: { s3 }, stack }: World): Promise<Written> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const names = Buckets.map(({ Name = '' }) => Name).filter((name) => name !== stack.physicalNames.get('OwnSpecBucket'));
  const found = await Promise.all(
    names.map(async (Bucket) => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Promise.all(
        Contents.map(async ({ Key = '' }) => {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
          return [`object ${Key}`, textOf((await Body?.transformToByteArray()) ?? new Uint8Array())] as const;
        }),
      );
    }),
  );
  return found.flat();
}

async function queues({ clients: { sqs }, taps }: World): Promise<Written> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const own = QueueUrls.filter((url) => taps.every(({ queueUrl }) => queueUrl !== url));
  return Promise.all(
    own.map(async (queueUrl) => {
      const messages = await receiveBatch(sqs, { queueUrl, batchSize: 1000 });
      return [`queue ${queueUrl.split('/').at(-1)}`, messages.map(({ Body }) => Body).join('\n')] as const;
    }),
  );
}

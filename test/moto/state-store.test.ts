import { DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import { JSON_CODEC } from '../adapters/states.ts';
import { newAccountId } from './moto-account.ts';
import { type MotoClients, motoClients, newBucket, put } from './moto-clients.ts';

let clients: MotoClients;
let bucket: string;
let store: S3StateStore;
const KEY = 'controller/state.json.gz';

beforeEach(async () => {
  const account = newAccountId();
  clients = motoClients(account);
  bucket = await newBucket(clients.s3, `state-${account}`);
  store = new S3StateStore(clients.s3, { bucket, prefix: 'controller' }, JSON_CODEC);
});

async function outcomes(writes: readonly Promise<string>[]) {
  const settled = await Promise.allSettled(writes);
  const lost = settled.filter((one) => one.status === 'rejected');
  return { won: settled.length - lost.length, reasons: lost.map(({ reason }) => reason as Error) };
}

/** The next write reaches the server, and its answer gets lost on the way back. @returns how often it was sent */
function loseFirstAnswer({ middlewareStack }: S3Client): () => number {
  let attempts = 0;
  middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      if (context.commandName !== 'PutObjectCommand') return answer;
      attempts += 1;
      if (attempts === 1) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return answer;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return () => attempts;
}

/** The server checks the condition of a write and writes in two steps, between which others may write; S3 does both in one. */
function serveOneByOne({ middlewareStack }: S3Client): void {
  const alone = pLimit(1);
  middlewareStack.add((next) => (args) => alone(() => next(args)), { step: 'finalizeRequest', priority: 'low' });
}

describe('the state in S3', () => {
  test('is none at first, and what was written afterwards', async () => {
    expect(await store.read()).toBeUndefined();
    const version = await store.write(emptyState('1'), undefined);
    expect(await store.read()).toEqual({ state: emptyState('1'), version });
    const next = await store.write(emptyState('2'), version);
    expect(await store.read()).toEqual({ state: emptyState('2'), version: next });
  });

  test('is one compressed object', async () => {
    await store.write(emptyState('1'), undefined);
    const { Versions = [] } = await clients.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    expect(Versions.map(({ Key }) => Key)).toEqual([KEY]);
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: KEY }));
    expect([...((await Body?.transformToByteArray()) ?? [])].slice(0, 2)).toEqual([0x1f, 0x8b]);
  });

  test('is not replaced by a write after an older version', async () => {
    const first = await store.write(emptyState('1'), undefined);
    await store.write(emptyState('2'), first);
    await expect(store.write(emptyState('3'), first)).rejects.toBeInstanceOf(StateConflict);
    expect((await store.read())?.state.account).toBe('2');
  });

  test('is not replaced by a write that took it for missing', async () => {
    await store.write(emptyState('1'), undefined);
    await expect(store.write(emptyState('2'), undefined)).rejects.toBeInstanceOf(StateConflict);
  });

  test('is not brought back by a write after it was deleted', async () => {
    const version = await store.write(emptyState('1'), undefined);
    await clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: KEY }));
    await expect(store.write(emptyState('2'), version)).rejects.toBeInstanceOf(StateConflict);
    expect(await store.read()).toBeUndefined();
    await store.write(emptyState('3'), undefined);
    expect((await store.read())?.state.account).toBe('3');
  });

  test('is unreadable where the bucket is missing, and says which', async () => {
    const elsewhere = new S3StateStore(clients.s3, { bucket: `no-${bucket}`, prefix: '' }, JSON_CODEC);
    const problem = { message: expect.stringContaining(`s3://no-${bucket}/state.json.gz`) };
    await expect(elsewhere.read()).rejects.toBeInstanceOf(StateUnreadable);
    await expect(elsewhere.read()).rejects.toMatchObject(problem);
    await expect(elsewhere.write(emptyState('1'), undefined)).rejects.toMatchObject(problem);
  });

  test('is unreadable where something else lies in its place', async () => {
    await put(clients.s3, bucket, KEY, 'no state');
    await expect(store.read()).rejects.toBeInstanceOf(StateUnreadable);
  });

  test('is written once where the first answer is lost and the SDK tries again', async () => {
    const first = await store.write(emptyState('1'), undefined);
    const attempts = loseFirstAnswer(clients.s3);
    const version = await store.write(emptyState('2'), first);
    expect(attempts()).toBe(2);
    expect(await store.read()).toEqual({ state: emptyState('2'), version });
  });

  test.each([
    ['of a state', true],
    ['of the first state', false],
  ])('has one winner among twenty writers at once %s', async (_, exists) => {
    serveOneByOne(clients.s3);
    const after = exists ? await store.write(emptyState('0'), undefined) : undefined;
    const { won, reasons } = await outcomes(Array.from({ length: 20 }, (_each, n) => store.write(emptyState(`w${n}`), after)));
    expect(won).toBe(1);
    expect(reasons.filter((reason) => !(reason instanceof StateConflict))).toEqual([]);
  });
});

import { gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { S3StateStore } from '../../adapters/state/s3-state-store.ts';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import { JSON_CODEC } from './states.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);
const store = new S3StateStore(client, { bucket: 'state', prefix: 'controller' }, JSON_CODEC);

function refusal(name: string, message = name): S3ServiceException {
  return new S3ServiceException({ name, message, $fault: 'client', $metadata: {} });
}

function stored(bytes: Uint8Array, Metadata: Record<string, string> = {}) {
  return { ETag: '"there"', Metadata, Body: { transformToByteArray: async () => bytes } as never };
}

const lastWriteId = () => s3.commandCalls(PutObjectCommand)[0]?.args[0].input.Metadata?.['rolecall-write'] ?? '';

beforeEach(() => void s3.reset());

describe('reading the state', () => {
  test('finds none where there is no object', async () => {
    s3.on(GetObjectCommand).rejects(refusal('NoSuchKey'));
    expect(await store.read()).toBeUndefined();
  });

  test.each([
    ['AccessDenied', 's3:ListBucket'],
    ['NoSuchBucket', 'no such bucket'],
    ['InternalError', 'InternalError'],
    ['SlowDown', 'SlowDown'],
    ['InvalidObjectState', 'archived'],
  ])('fails on %s, naming the object and what to do', async (code, hint) => {
    s3.on(GetObjectCommand).rejects(refusal(code));
    const error = await store.read().catch((problem: Error) => problem);
    expect(error).toBeInstanceOf(StateUnreadable);
    expect((error as Error).message).toMatch(/^The state s3:\/\/state\/controller\/state\.json\.gz cannot be read: /);
    expect((error as Error).message).toContain(hint);
  });

  test('tells of the key that encrypts it', async () => {
    s3.on(GetObjectCommand).rejects(refusal('AccessDenied', 'not authorized to perform: kms:Decrypt on this resource'));
    await expect(store.read()).rejects.toThrow('Grant kms:Decrypt');
  });

  test.each([
    ['is not compressed', Buffer.from('{}')],
    ['is cut off', gzipSync(JSON.stringify(emptyState('1'))).subarray(0, 40)],
    ['is no JSON', gzipSync('no state')],
  ])('fails where the object %s', async (_, bytes) => {
    s3.on(GetObjectCommand).resolves(stored(bytes));
    await expect(store.read()).rejects.toBeInstanceOf(StateUnreadable);
    await expect(store.read()).rejects.toThrow('restore an earlier version');
  });

  test('fails where the answer breaks off', async () => {
    const Body = { transformToByteArray: () => Promise.reject(new Error('aborted')) } as never;
    s3.on(GetObjectCommand).resolves({ ETag: '"there"', Body });
    await expect(store.read()).rejects.toBeInstanceOf(StateUnreadable);
  });
});

describe('writing the state', () => {
  test('asks for the version that was read, or for none', async () => {
    s3.on(PutObjectCommand).resolves({ ETag: '"new"' });
    expect(await store.write(emptyState('1'), '"old"')).toBe('"new"');
    await store.write(emptyState('1'), undefined);
    const [first, second] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
    expect(first).toMatchObject({ Bucket: 'state', Key: 'controller/state.json.gz', IfMatch: '"old"' });
    expect(first).not.toHaveProperty('IfNoneMatch');
    expect(second).toMatchObject({ IfNoneMatch: '*' });
    expect(second).not.toHaveProperty('IfMatch');
  });

  test.each(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'])('meets a conflict on %s', async (code) => {
    s3.on(PutObjectCommand).rejects(refusal(code));
    s3.on(GetObjectCommand).resolves(stored(gzipSync('{}'), { 'rolecall-write': 'of somebody else' }));
    await expect(store.write(emptyState('1'), '"old"')).rejects.toBeInstanceOf(StateConflict);
  });

  test('meets a conflict where the object is gone altogether', async () => {
    s3.on(PutObjectCommand).rejects(refusal('NoSuchKey'));
    s3.on(GetObjectCommand).rejects(refusal('NoSuchKey'));
    await expect(store.write(emptyState('1'), '"old"')).rejects.toBeInstanceOf(StateConflict);
  });

  test('succeeds where the conflict is with itself: its first answer was lost', async () => {
    s3.on(PutObjectCommand).rejects(refusal('PreconditionFailed'));
    s3.on(GetObjectCommand).callsFake(async () => stored(gzipSync('{}'), { 'rolecall-write': lastWriteId() }));
    expect(await store.write(emptyState('1'), '"old"')).toBe('"there"');
  });

  test('does not take the same content, written by another, for its own', async () => {
    s3.on(PutObjectCommand).rejects(refusal('PreconditionFailed'));
    s3.on(GetObjectCommand).resolves(stored(gzipSync(JSON.stringify(emptyState('1'))), { 'rolecall-write': 'other' }));
    await expect(store.write(emptyState('1'), '"old"')).rejects.toBeInstanceOf(StateConflict);
  });

  test('fails where nobody can tell whose write is there', async () => {
    s3.on(PutObjectCommand).rejects(refusal('PreconditionFailed'));
    s3.on(GetObjectCommand).rejects(refusal('InternalError'));
    await expect(store.write(emptyState('1'), '"old"')).rejects.toBeInstanceOf(StateUnreadable);
  });

  test.each([
    ['AccessDenied', 'Grant s3:PutObject'],
    ['NoSuchBucket', 'no such bucket'],
    ['InternalError', 'InternalError'],
  ])('fails on %s, naming the object and what to do', async (code, hint) => {
    s3.on(PutObjectCommand).rejects(refusal(code));
    const error = await store.write(emptyState('1'), undefined).catch((problem: Error) => problem);
    expect(error).toBeInstanceOf(StateUnreadable);
    expect((error as Error).message).toMatch(/^The state s3:\/\/state\/controller\/state\.json\.gz cannot be written: /);
    expect((error as Error).message).toContain(hint);
  });
});

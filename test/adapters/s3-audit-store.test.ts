import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { S3AuditStore } from '../../adapters/state/s3-audit-store.ts';
import { emptyIndex } from '../../controller/audit/state/audit-index.ts';
import type { StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);
const store = new S3AuditStore(client, { bucket: 'state', prefix: 'audits' }, '111122223333');
const result = store.result('eu-west-1', 'orders', '7');
const RESULT: StoredAudit = {
  apiVersion: 'rolecall/v1',
  kind: 'TaskDefinitionAudit',
  region: 'eu-west-1',
  family: 'orders',
  revision: 7,
  own: null,
  overrides: [],
};

function holds(bytes: Uint8Array | string) {
  s3.on(GetObjectCommand).resolves({ ETag: '"one"', Body: { transformToByteArray: async () => Buffer.from(bytes) } as never });
}

const lastPut = () => s3.commandCalls(PutObjectCommand).at(-1)?.args[0].input;

beforeEach(() => void s3.reset());

describe('A result', () => {
  test('is plain JSON by region, family and revision, and replaces only what was read', async () => {
    s3.on(PutObjectCommand).resolves({ ETag: '"two"' });
    await result.write(RESULT, '"one"');
    expect(lastPut()).toMatchObject({ Bucket: 'state', Key: 'audits/eu-west-1/orders/7.json', IfMatch: '"one"' });
    expect(JSON.parse(String(lastPut()?.Body))).toEqual(RESULT);
  });

  test('is read with its version', async () => {
    holds(JSON.stringify(RESULT));
    expect(await result.read()).toEqual({ value: RESULT, version: '"one"' });
  });

  test.each(['{', '[]', '{"apiVersion":"rolecall/v1","kind":"AuditIndex"}', JSON.stringify({ ...RESULT, own: {} })])(
    'that is damaged says what to do: %s',
    async (text) => {
      holds(text);
      await expect(result.read()).rejects.toThrow(StateUnreadable);
      await expect(result.read()).rejects.toThrow(
        /^The audit s3:\/\/state\/audits\/eu-west-1\/orders\/7\.json cannot be used: .*delete it: the next sweep makes it anew\.$/,
      );
    },
  );

  test('that somebody else wrote first is a conflict', async () => {
    s3.on(PutObjectCommand).rejects(
      new S3ServiceException({ name: 'PreconditionFailed', $fault: 'client', $metadata: {}, message: '' }),
    );
    holds(JSON.stringify(RESULT));
    await expect(result.write(RESULT, undefined)).rejects.toThrow(StateConflict);
  });
});

describe('The index', () => {
  test('is one zipped object', async () => {
    s3.on(PutObjectCommand).resolves({ ETag: '"two"' });
    await store.index.write(emptyIndex('111122223333'), undefined);
    expect(lastPut()).toMatchObject({ Key: 'audits/index.json.gz', IfNoneMatch: '*' });
    expect(JSON.parse(gunzipSync(lastPut()?.Body as Uint8Array).toString())).toEqual(emptyIndex('111122223333'));
  });

  test('of another account is not taken', async () => {
    holds(gzipSync(JSON.stringify(emptyIndex('999999999999'))));
    await expect(store.index.read()).rejects.toThrow('it is the index of account 999999999999, and this is 111122223333');
  });
});

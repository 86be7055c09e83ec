import { gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { presignedUrl } from '../../adapters/s3/presigned-url.ts';
import { S3ReportStore } from '../../adapters/state/s3-report-store.ts';
import { StateConflict, StateUnreadable } from '../../controller/ports.ts';
import { nothingSaid } from '../../controller/reports/said-reports.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);
const store = new S3ReportStore(client, { bucket: 'state', prefix: 'reports' }, '111122223333');
const NAME = '2026-11-23T0600Z';

const puts = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  s3.reset();
  s3.on(PutObjectCommand).resolves({ ETag: '"two"' });
});

describe('A report', () => {
  test('is JSON and a page of one name, and only its JSON is never written over', async () => {
    await store.json(NAME).write('{}', undefined);
    await store.writePage(NAME, '<p>');
    expect(puts()).toEqual([
      expect.objectContaining({
        Bucket: 'state',
        Key: `reports/${NAME}.json`,
        Body: '{}',
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
      {
        Bucket: 'state',
        Key: `reports/${NAME}.html`,
        Body: '<p>',
        ContentType: 'text/html; charset=utf-8',
        CacheControl: 'private',
      },
    ]);
  });

  test('that is the latest is asked for anew by every browser', async () => {
    await store.writeLatest('{}', '<p>');
    expect(puts().map(({ Key, ContentType, CacheControl }) => [Key, ContentType, CacheControl])).toEqual([
      ['reports/latest.json', 'application/json', 'private, no-cache'],
      ['reports/latest.html', 'text/html; charset=utf-8', 'private, no-cache'],
    ]);
  });

  test('is read as it lies there, damaged or not', async () => {
    s3.on(GetObjectCommand).resolves({ ETag: '"one"', Body: { transformToByteArray: async () => Buffer.from('{') } as never });
    expect(await store.json(NAME).read()).toEqual({ value: '{', version: '"one"' });
  });

  test('that another run wrote first is a conflict', async () => {
    s3.on(PutObjectCommand).rejects(
      new S3ServiceException({ name: 'PreconditionFailed', $fault: 'client', $metadata: {}, message: '' }),
    );
    s3.on(GetObjectCommand).resolves({ ETag: '"one"', Body: { transformToByteArray: async () => Buffer.from('{}') } as never });
    await expect(store.json(NAME).write('{}', undefined)).rejects.toThrow(StateConflict);
  });

  test('that cannot be written says where, why, and what to do', async () => {
    s3.on(PutObjectCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    await expect(store.writePage(NAME, '<p>')).rejects.toThrow(StateUnreadable);
    await expect(store.writePage(NAME, '<p>')).rejects.toThrow(
      `The report s3://state/reports/${NAME}.html cannot be written: access is denied. Grant s3:PutObject on it`,
    );
  });
});

test('The list of reports is one zipped object beside them, and damaged says what to do', async () => {
  await store.said.write(nothingSaid('111122223333'), '"one"');
  expect(puts()[0]).toMatchObject({ Key: 'reports/said.json.gz', IfMatch: '"one"' });
  s3.on(GetObjectCommand).resolves({ ETag: '"one"', Body: { transformToByteArray: async () => gzipSync('{') } as never });
  await expect(store.said.read()).rejects.toThrow(
    'The list of reports s3://state/reports/said.json.gz cannot be used: it is no JSON. If it is damaged, delete it:',
  );
});

test('A link that opens by itself is signed for one object and so many seconds, and nothing is asked of AWS', async () => {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
  const signing = new S3Client({ region: 'eu-west-1', credentials });
  const url = new URL(await presignedUrl(signing, { bucket: 'state', prefix: `reports/${NAME}.html` }, 3600));
  expect(`${url.host}${url.pathname}`).toBe(`state.s3.eu-west-1.amazonaws.com/reports/${NAME}.html`);
  expect(url.searchParams.get('X-Amz-Expires')).toBe('3600');
  expect(url.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
  expect(url.href).not.toContain('secret');
});

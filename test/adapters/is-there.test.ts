import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { isThere } from '../../adapters/s3/is-there.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);

test.each([
  [['reports/latest.html'], true],
  [['reports/latest.html.old'], false],
  [[], false],
])('Of an object it is known from a list of %j whether it is there: %s', async (keys, expected) => {
  s3.on(ListObjectsV2Command).resolves({ Contents: keys.map((Key) => ({ Key })) });
  expect(await isThere(client, { bucket: 'state', prefix: 'reports/latest.html' })).toBe(expected);
  expect(s3.commandCalls(ListObjectsV2Command).at(-1)?.args[0].input).toEqual({
    Bucket: 'state',
    Prefix: 'reports/latest.html',
    MaxKeys: 1,
  });
});

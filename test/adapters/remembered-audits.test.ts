import { gzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { RememberedAudits } from '../../adapters/state/remembered-audits.ts';
import { readKeptAudits } from '../../controller/alerts/observing/kept-audits.ts';
import { auditsOf } from '../alerts/observed-case.ts';

/** What S3 lists at most in a call. */
const PAGE = 1000;
const ACCOUNT = '111122223333';

const s3 = mockClient(S3Client);

const refusal = (name: string) => new S3ServiceException({ name, $fault: 'client', $metadata: {}, message: name });

/** A bucket with what an audit keeps. */
class Bucket {
  readonly objects = new Map<string, { readonly bytes: Buffer; readonly ETag: string }>();
  readonly warnings: string[] = [];
  readonly remembered = new RememberedAudits({
    client: new S3Client({ region: 'eu-west-1' }),
    below: { bucket: 'state', prefix: 'audits' },
    account: ACCOUNT,
    warn: (message) => this.warnings.push(message),
  });
  #versions = 0;

  constructor(revisions: number) {
    this.grow(revisions);
    s3.on(GetObjectCommand).callsFake(({ Key }) => this.#get(Key));
    s3.on(ListObjectsV2Command).callsFake(({ Prefix, ContinuationToken }) => this.#list(Prefix, ContinuationToken));
  }

  /** More families are audited; of those that there are already nothing changes. */
  grow(revisions: number): void {
    const families = Array.from({ length: revisions }, (_, index) => ({ family: `family-${index}` }));
    const { index, results } = auditsOf(families, null);
    this.put('audits/index.json.gz', gzipSync(JSON.stringify(index)));
    const fresh = results.map((result) => [`audits/eu-west-1/${result.family}/7.json`, JSON.stringify(result)] as const);
    for (const [key, text] of fresh) if (!this.objects.has(key)) this.put(key, text);
  }

  put(key: string, content: string | Buffer): void {
    this.#versions += 1;
    this.objects.set(key, { bytes: Buffer.from(content), ETag: `"${this.#versions}"` });
  }

  /** A run with another role is found: its result is another one, and the index stays as it is. */
  override(family: string): void {
    const key = `audits/eu-west-1/${family}/7.json`;
    const stored = JSON.parse(this.objects.get(key)?.bytes.toString() ?? '');
    this.put(key, JSON.stringify({ ...stored, overrides: [stored.own] }));
  }

  read() {
    return readKeptAudits(this.remembered.now());
  }

  /** Calls since this was last asked. */
  calls() {
    const counts = { get: s3.commandCalls(GetObjectCommand).length, list: s3.commandCalls(ListObjectsV2Command).length };
    s3.resetHistory();
    return counts;
  }

  async #get(key: string) {
    const object = this.objects.get(key);
    if (object === undefined) throw refusal('NoSuchKey');
    return { ETag: object.ETag, Body: { transformToByteArray: async () => object.bytes } };
  }

  async #list(prefix: string, token = '0') {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const page = keys.slice(Number(token), Number(token) + PAGE);
    const Contents = page.map((Key) => ({ Key, ETag: this.objects.get(Key)?.ETag }));
    const next = Number(token) + PAGE;
    return keys.length > next ? { Contents, IsTruncated: true, NextContinuationToken: String(next) } : { Contents };
  }
}

beforeEach(() => void s3.reset());

describe('What the audit keeps of 1,200 revisions', () => {
  test('is read once, then listed in two calls', async () => {
    const bucket = new Bucket(1200);
    const first = await bucket.read();
    expect(first?.results).toHaveLength(1200);
    expect(bucket.calls()).toEqual({ get: 1201, list: 0 });
    expect(await bucket.read()).toEqual(first);
    expect(bucket.calls()).toEqual({ get: 1, list: 2 });
  });
});

describe('A result', () => {
  test('is read again once it is another one, though the index is the same', async () => {
    const bucket = new Bucket(20);
    await bucket.read();
    bucket.override('family-3');
    bucket.calls();
    const { results = [] } = (await bucket.read()) ?? {};
    expect(bucket.calls()).toEqual({ get: 2, list: 1 });
    expect(results.filter(({ overrides }) => overrides.length > 0).map(({ family }) => family)).toEqual(['family-3']);
  });

  test('that changes after it was listed is read again the next time', async () => {
    const bucket = new Bucket(2);
    await bucket.read();
    const store = bucket.remembered.now();
    await store.result('eu-west-1', 'family-0', '7').read();
    bucket.override('family-1');
    expect((await store.result('eu-west-1', 'family-1', '7').read())?.value.overrides).toEqual([]);
    expect((await bucket.remembered.now().result('eu-west-1', 'family-1', '7').read())?.value.overrides).toHaveLength(1);
  });

  test('that is gone is not remembered', async () => {
    const bucket = new Bucket(3);
    await bucket.read();
    bucket.objects.delete('audits/eu-west-1/family-1/7.json');
    expect((await bucket.read())?.results.map(({ family }) => family)).toEqual(['family-0', 'family-2']);
  });

  test('that is new is read, and no other', async () => {
    const bucket = new Bucket(3);
    await bucket.read();
    bucket.grow(4);
    bucket.calls();
    expect((await bucket.read())?.results).toHaveLength(4);
    expect(bucket.calls()).toEqual({ get: 2, list: 1 });
  });
});

test('Where results cannot be listed all are read, and why is said', async () => {
  const bucket = new Bucket(5);
  await bucket.read();
  bucket.calls();
  bucket.override('family-2');
  s3.on(ListObjectsV2Command).rejects(refusal('AccessDenied'));
  const kept = await bucket.read();
  expect(kept?.results.filter(({ overrides }) => overrides.length > 0)).toHaveLength(1);
  expect(bucket.calls()).toEqual({ get: 6, list: 1 });
  expect(bucket.warnings).toEqual([
    expect.stringMatching(/^s3:\/\/state\/audits cannot be listed, so all results are read: .*s3:ListBucket/),
  ]);
});

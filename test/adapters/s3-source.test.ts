import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { SpecCache } from '../../adapters/specs/spec-cache.ts';
import { specSourcesOf } from '../../adapters/specs/spec-sources.ts';
import type { SpecSourceReading } from '../../controller/ports.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);
const LIMIT = 100;

function refusal(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}

const listed = (key: string, size = 1) => ({ Key: key, ETag: `"${key}"`, Size: size });

function content(text: string, more: object = {}) {
  const bytes = new TextEncoder().encode(text);
  return {
    ETag: `"roles/${text}.yaml"`,
    VersionId: `v-${text}`,
    ...more,
    Body: { transformToByteArray: async () => bytes } as never,
  };
}

function sources(names: readonly string[], cache = new SpecCache()) {
  const clients = { s3: async () => client, ssm: async () => new SSMClient() };
  return specSourcesOf(names, { clients, limit: LIMIT, cache });
}

async function reading(): Promise<SpecSourceReading> {
  const [one] = await sources(['s3://specs/roles']).read();
  if (one === undefined) throw new Error('no reading');
  return one;
}

const reads = () => s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input.Key);

beforeEach(() => {
  s3.reset();
  s3.on(ListObjectsV2Command).resolves({ Contents: [listed('roles/a.yaml'), listed('roles/b.yaml')] });
  for (const key of ['a', 'b']) s3.on(GetObjectCommand, { Bucket: 'specs', Key: `roles/${key}.yaml` }).resolves(content(key));
});

describe('a listing of specs', () => {
  test('asks for what lies below the prefix, and no more', async () => {
    await reading();
    expect(s3.commandCalls(ListObjectsV2Command)[0]?.args[0].input).toMatchObject({ Bucket: 'specs', Prefix: 'roles/' });
  });

  test.each([
    ['AccessDenied', 'Grant s3:ListBucket'],
    ['NoSuchBucket', 'no such bucket'],
    ['SlowDown', 'SlowDown'],
  ])('that fails with %s is no list, and says so', async (code, hint) => {
    s3.on(ListObjectsV2Command).rejects(refusal(code));
    const { files, failure } = await reading();
    expect(files).toEqual([]);
    expect(failure).toMatch(/^s3:\/\/specs\/roles cannot be listed: /);
    expect(failure).toContain(hint);
  });

  test('that fails at its second page is no list', async () => {
    s3.on(ListObjectsV2Command).resolves({
      Contents: [listed('roles/a.yaml')],
      IsTruncated: true,
      NextContinuationToken: 'more',
    });
    s3.on(ListObjectsV2Command, { ContinuationToken: 'more' }).rejects(refusal('InternalError'));
    expect(await reading()).toMatchObject({ files: [], failure: expect.stringContaining('InternalError') });
  });

  test('that breaks off without a way to go on is no list', async () => {
    s3.on(ListObjectsV2Command).resolves({ Contents: [listed('roles/a.yaml')], IsTruncated: true });
    expect(await reading()).toMatchObject({ files: [], failure: expect.stringContaining('broke the listing off') });
  });

  test('of nothing is an empty list', async () => {
    s3.on(ListObjectsV2Command).resolves({ KeyCount: 0 });
    expect(await reading()).toEqual({ source: 's3://specs/roles', files: [], problems: [], failure: null });
  });
});

describe('a listed spec', () => {
  test('is read with its version', async () => {
    const { files, problems } = await reading();
    expect(files.map(({ file, version }) => [file, version])).toEqual([
      ['s3://specs/roles/a.yaml', 'v-a'],
      ['s3://specs/roles/b.yaml', 'v-b'],
    ]);
    expect(problems).toEqual([]);
  });

  test('has no version in a bucket without versions', async () => {
    s3.on(GetObjectCommand).resolves({ ETag: '"x"', Body: content('x').Body });
    expect((await reading()).files.map(({ version }) => version)).toEqual([null, null]);
  });

  test('that cannot be read is a problem of its own, and stops no other', async () => {
    s3.on(GetObjectCommand, { Key: 'roles/a.yaml' }).rejects(refusal('AccessDenied'));
    const { files, problems, failure } = await reading();
    expect(files.map(({ file }) => file)).toEqual(['s3://specs/roles/b.yaml']);
    expect(problems).toMatchObject([{ file: 's3://specs/roles/a.yaml', severity: 'error' }]);
    expect(problems[0]?.message).toMatch(/^s3:\/\/specs\/roles\/a\.yaml cannot be read: access is denied\. Grant s3:GetObject/);
    expect(failure).toBeNull();
  });

  test('whose answer breaks off is read once more', async () => {
    const broken = { ...content('a'), Body: { transformToByteArray: () => Promise.reject(new Error('aborted')) } as never };
    s3.on(GetObjectCommand, { Key: 'roles/a.yaml' }).resolvesOnce(broken).resolves(content('a'));
    expect(await reading()).toMatchObject({ files: [{ version: 'v-a' }, { version: 'v-b' }], problems: [] });
  });

  test('that was moved while it was read is found where it is now', async () => {
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [listed('roles/a.yaml'), listed('roles/b.yaml')] })
      .resolves({ Contents: [listed('roles/b.yaml'), listed('roles/moved.yaml')] });
    s3.on(GetObjectCommand, { Key: 'roles/a.yaml' }).rejects(refusal('NoSuchKey'));
    s3.on(GetObjectCommand, { Key: 'roles/moved.yaml' }).resolves(content('a'));
    const { files, problems } = await reading();
    expect(files.map(({ file }) => file)).toEqual(['s3://specs/roles/b.yaml', 's3://specs/roles/moved.yaml']);
    expect(problems).toEqual([]);
  });

  test('that keeps vanishing is gone', async () => {
    s3.on(GetObjectCommand, { Key: 'roles/a.yaml' }).rejects(refusal('NoSuchKey'));
    expect(await reading()).toMatchObject({ files: [{ file: 's3://specs/roles/b.yaml' }], problems: [], failure: null });
    expect(s3.commandCalls(ListObjectsV2Command)).toHaveLength(2);
  });

  test('that is too large is refused unread', async () => {
    s3.on(ListObjectsV2Command).resolves({ Contents: [listed('roles/a.yaml', LIMIT + 1), listed('roles/b.yaml', LIMIT)] });
    const { files, problems } = await reading();
    expect(files.map(({ file }) => file)).toEqual(['s3://specs/roles/b.yaml']);
    expect(problems).toMatchObject([{ file: 's3://specs/roles/a.yaml', message: expect.stringContaining('101 bytes') }]);
    expect(reads()).not.toContain('roles/a.yaml');
  });

  test('that changed between listing and reading is read again when it is listed anew', async () => {
    s3.on(ListObjectsV2Command).resolves({ Contents: [listed('roles/a.yaml')] });
    s3.on(GetObjectCommand, { Key: 'roles/a.yaml' }).resolves(content('newer'));
    const reader = sources(['s3://specs/roles']);
    expect(await reader.read()).toMatchObject([{ files: [{ version: 'v-newer' }] }]);
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'roles/a.yaml', ETag: '"roles/newer.yaml"', Size: 5 }] });
    await reader.read();
    expect(reads()).toHaveLength(1);
  });

  test('that was put anew is read in its current version, and no other is', async () => {
    const reader = sources(['s3://specs/roles']);
    await reader.read();
    s3.resetHistory();
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ ...listed('roles/a.yaml'), ETag: '"new"' }, listed('roles/b.yaml')] });
    s3.on(GetObjectCommand, { Key: 'roles/a.yaml' }).resolves(content('new'));
    expect(await reader.read()).toMatchObject([{ files: [{ version: 'v-new' }, { version: 'v-b' }] }]);
    expect(reads()).toEqual(['roles/a.yaml']);
  });

  test('that two places share counts for the first', async () => {
    const [first, second] = await sources(['s3://specs/roles', 's3://specs/roles/a.yaml']).read();
    expect(first?.files).toHaveLength(2);
    expect(second).toMatchObject({ files: [], problems: [], failure: null });
  });
});

describe('the stored cache', () => {
  const warnings: string[] = [];
  const stored = () => {
    const warn = (message: string) => void warnings.push(message);
    return new SpecCache({ client: async () => client, below: { bucket: 'state', prefix: 'controller' }, warn });
  };
  const STORED = { Bucket: 'state', Key: 'controller/specs.json.gz' };

  beforeEach(() => void warnings.splice(0));

  test.each([
    ['is not there yet', () => Promise.reject(refusal('NoSuchKey')), 0],
    ['may not be read', () => Promise.reject(refusal('AccessDenied')), 1],
    ['is damaged', async () => content('no cache'), 1],
  ])('that %s costs reads and nothing else', async (_, answer, warned) => {
    s3.on(GetObjectCommand, STORED).callsFake(answer);
    expect(await sources(['s3://specs/roles'], stored()).read()).toMatchObject([
      { files: [{}, {}], problems: [], failure: null },
    ]);
    expect(warnings).toHaveLength(warned);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  test('that cannot be written is tried again with the next pass', async () => {
    s3.on(GetObjectCommand, STORED).rejects(refusal('NoSuchKey'));
    s3.on(PutObjectCommand).rejectsOnce(refusal('AccessDenied')).resolves({});
    const reader = sources(['s3://specs/roles'], stored());
    await reader.read();
    expect(warnings).toEqual([expect.stringContaining('Grant s3:PutObject')]);
    await reader.read();
    await reader.read();
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(2);
  });

  test('keeps what it knows of a place that cannot be listed', async () => {
    const reader = sources(['s3://specs/roles']);
    await reader.read();
    s3.on(ListObjectsV2Command).rejects(refusal('SlowDown'));
    expect(await reader.read()).toMatchObject([{ failure: expect.stringContaining('SlowDown') }]);
    s3.on(ListObjectsV2Command).resolves({ Contents: [listed('roles/a.yaml')] });
    s3.resetHistory();
    await reader.read();
    expect(reads()).toEqual([]);
  });
});

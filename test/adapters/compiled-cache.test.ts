import { serialize } from 'node:v8';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { CompiledCache } from '../../adapters/specs/compiled-cache.ts';
import { specCompiler } from '../../controller/specs/spec-compiler.ts';
import type { CompiledSpecs, SpecFile } from '../../specs/types.ts';

const client = new S3Client({ region: 'eu-west-1' });
const s3 = mockClient(client);
const ACCOUNT = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };
const TODAY = '2026-06-01';

function fileOf(file: string, ...lines: readonly string[]): SpecFile {
  return { file, version: 'v1', content: new TextEncoder().encode(lines.join('\n')) };
}

const ORDERS = fileOf(
  'orders.yaml',
  'apiVersion: rolecall/v1',
  'kind: TaskRole',
  'metadata: { name: orders }',
  'spec:',
  '  tags: { team: orders }',
  '  inlinePolicies:',
  '    Read: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] }',
);
const WAIVER = fileOf(
  'waiver.yaml',
  'apiVersion: rolecall/v1',
  'kind: Waiver',
  'metadata: { name: far }',
  'spec: { findings: [RoleDrifted], roles: [orders], reason: until the move is over, expires: 2026-06-30 }',
);
const BAD = fileOf('bad.yaml', 'apiVersion: rolecall/v1', 'kind: TaskRole', 'metadata: { name: bad }', 'spec: { tagz: 1 }');
const TORN = fileOf('torn.yaml', 'kind: [');
const FILES = [ORDERS, WAIVER, BAD, TORN];

function refusal(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}

function bodyOf(bytes: Uint8Array) {
  return { Body: { transformToByteArray: async () => bytes } as never };
}

const warnings: string[] = [];
let compilations = 0;

/** One process of the function. */
function started(release = 'one', stored = true) {
  const below = { bucket: 'state', prefix: 'controller' };
  return new CompiledCache({
    compiler: async () => {
      compilations += 1;
      return specCompiler;
    },
    release,
    store: stored ? { client: async () => client, below, warn: (message) => void warnings.push(message) } : undefined,
  });
}

/** What was written last lies there from now on. */
function storeLastWrite(): void {
  const Body = s3.commandCalls(PutObjectCommand).at(-1)?.args[0].input.Body as Uint8Array;
  s3.on(GetObjectCommand).resolves(bodyOf(Body));
  s3.resetHistory();
}

beforeEach(() => {
  warnings.splice(0);
  compilations = 0;
  s3.reset();
  s3.on(GetObjectCommand).rejects(refusal('NoSuchKey'));
  s3.on(PutObjectCommand).resolves({});
});

describe('specs that did not change', () => {
  test('are compiled once by a process, which then asks nothing of S3', async () => {
    const warm = started();
    const compiled = await warm.compile(FILES, ACCOUNT, TODAY);
    s3.resetHistory();
    expect(await warm.compile(structuredClone(FILES), ACCOUNT, TODAY)).toBe(compiled);
    expect(compilations).toBe(1);
    expect(s3.calls()).toHaveLength(0);
  });

  test('are taken over by the next process with one read, the same to the last undefined', async () => {
    await started().compile(FILES, ACCOUNT, TODAY);
    storeLastWrite();
    const taken = await started().compile(FILES, ACCOUNT, TODAY);
    expect(taken).toStrictEqual(await specCompiler.compile(FILES, ACCOUNT, TODAY));
    expect(taken).toMatchObject({ roles: [{}], waivers: [{}], invalid: [{ name: 'bad' }], hiding: ['torn.yaml'] });
    expect(compilations).toBe(1);
    expect(s3.calls()).toHaveLength(1);
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({ Bucket: 'state', Key: 'controller/compiled.v8.gz' });
    expect(warnings).toEqual([]);
  });
});

describe('another process compiles anew', () => {
  test.each<[string, readonly SpecFile[], string, string]>([
    ['of a newer release', FILES, TODAY, 'two'],
    ['on the next day', FILES, '2026-06-02', 'one'],
    ['with a changed file', [{ ...ORDERS, content: BAD.content }], TODAY, 'one'],
  ])('%s, and stores that', async (_, files, today, release) => {
    await started().compile(FILES, ACCOUNT, TODAY);
    storeLastWrite();
    const compiled = await started(release).compile(files, ACCOUNT, today);
    expect(compiled).toStrictEqual(await specCompiler.compile(files, ACCOUNT, today));
    expect(compilations).toBe(2);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });
});

describe('a stored compilation', () => {
  const foreign = (value: unknown) => async () => bodyOf(gzipSync(serialize(value)));
  const nothing = {} as CompiledSpecs;

  test.each<[string, () => Promise<unknown>, number]>([
    ['is not there yet', () => Promise.reject(refusal('NoSuchKey')), 0],
    ['may not be read', () => Promise.reject(refusal('AccessDenied')), 1],
    ['is not zipped', async () => bodyOf(serialize({})), 1],
    ['is empty', async () => bodyOf(new Uint8Array()), 1],
    ['is text', async () => bodyOf(gzipSync('{"key":"one"}')), 1],
    ['is cut', async () => bodyOf(gzipSync(serialize({ key: 'one', specs: nothing }).subarray(0, 9))), 1],
    ['is nothing', foreign(null), 0],
    ['has the key of something else', foreign({ key: 'one', specs: { roles: [] } }), 0],
    ['holds no specs', foreign({ key: 'one', specs: nothing }), 0],
  ])('that %s costs a compilation and nothing else', async (_, answer, warned) => {
    s3.on(GetObjectCommand).callsFake(answer);
    expect((await started().compile(FILES, ACCOUNT, TODAY)).roles).toMatchObject([{ role: { name: 'orders' } }]);
    expect(compilations).toBe(1);
    expect(warnings).toHaveLength(warned);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  test('that cannot be written is tried again with the next pass', async () => {
    s3.on(PutObjectCommand).rejectsOnce(refusal('AccessDenied')).resolves({});
    const warm = started();
    for (const _ of [1, 2, 3]) await warm.compile(FILES, ACCOUNT, TODAY);
    expect(warnings).toEqual([expect.stringContaining('Grant s3:PutObject')]);
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(2);
    expect(compilations).toBe(1);
  });

  test('is neither read nor written where there is no place for it', async () => {
    await started('one', false).compile(FILES, ACCOUNT, TODAY);
    expect(s3.calls()).toHaveLength(0);
  });
});

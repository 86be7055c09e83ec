import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { SpecCache } from '../../adapters/specs/spec-cache.ts';
import { specSourcesOf } from '../../adapters/specs/spec-sources.ts';
import type { SpecSourceReading } from '../../controller/ports.ts';
import { newAccountId } from './moto-account.ts';
import { asked, type MotoClients, motoClients, newBucket, put } from './moto-clients.ts';

let account: string;
let clients: MotoClients;

beforeEach(() => {
  account = newAccountId();
  clients = motoClients(account);
});

function sources(...names: readonly string[]) {
  return specSourcesOf(names, { clients: asked(clients), limit: 1024 * 1024 });
}

async function readOne(name: string): Promise<SpecSourceReading> {
  const [reading] = await sources(name).read();
  if (reading === undefined) throw new Error('no reading');
  return reading;
}

const namesOf = ({ files }: SpecSourceReading) => files.map(({ file }) => file);
const text = (content: Uint8Array | undefined) => new TextDecoder().decode(content);

describe('specs in S3', () => {
  let bucket: string;

  beforeEach(async () => {
    bucket = await newBucket(clients.s3, `specs-${account}`);
  });

  test('are the objects below the prefix, as they would be below a folder', async () => {
    const keys = ['a.yaml', 'b/c.yml', 'b/d.JSON', 'notes.txt', 'e/', 'e/.git/x.yaml', 'node_modules/p.json', '.schema.json'];
    for (const key of keys) await put(clients.s3, bucket, `roles/${key}`, key);
    await put(clients.s3, bucket, 'roles-old/z.yaml', 'z');
    const expected = ['a.yaml', 'b/c.yml', 'b/d.JSON'].map((key) => `s3://${bucket}/roles/${key}`);
    expect(await readOne(`s3://${bucket}/roles`)).toMatchObject({ source: `s3://${bucket}/roles`, problems: [], failure: null });
    expect(namesOf(await readOne(`s3://${bucket}/roles`))).toEqual(expected);
    expect(namesOf(await readOne(`s3://${bucket}/roles/`))).toEqual(expected);
    expect(namesOf(await readOne(`s3://${bucket}`))).toEqual([...expected, `s3://${bucket}/roles-old/z.yaml`].sort());
    expect(namesOf(await readOne(`s3://${bucket}/roles/a.yaml`))).toEqual([`s3://${bucket}/roles/a.yaml`]);
  });

  test('come in their current version, which is named', async () => {
    await put(clients.s3, bucket, 'a.yaml', 'old');
    const version = await put(clients.s3, bucket, 'a.yaml', 'new');
    const { files } = await readOne(`s3://${bucket}`);
    expect(files).toMatchObject([{ version }]);
    expect(text(files[0]?.content)).toBe('new');
  });

  test('are read whatever their keys hold', async () => {
    const keys = ['with space.yaml', 'plus+and%20.yaml', 'grün&<.yaml', 'a\u0001b.yaml'];
    for (const key of keys) await put(clients.s3, bucket, key, key);
    const { files, problems } = await readOne(`s3://${bucket}`);
    expect(problems).toEqual([]);
    expect(files.map(({ content }) => text(content)).sort()).toEqual([...keys].sort());
  });

  test('are gone once they are deleted', async () => {
    const reader = sources(`s3://${bucket}`);
    await put(clients.s3, bucket, 'a.yaml', 'a');
    expect((await reader.read())[0]?.files).toHaveLength(1);
    await clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a.yaml' }));
    expect(await reader.read()).toMatchObject([{ files: [], failure: null }]);
  });

  test('are read to the last page', async () => {
    const limited = pLimit(20);
    const others = Array.from({ length: 1000 }, (_, n) => `notes-${n}.txt`);
    await Promise.all(['a.yaml', ...others, 'z.yaml'].map((key) => limited(() => put(clients.s3, bucket, key, key))));
    expect(namesOf(await readOne(`s3://${bucket}`))).toEqual([`s3://${bucket}/a.yaml`, `s3://${bucket}/z.yaml`]);
  });

  test('are not read again until they change, not even after a cold start', async () => {
    for (const key of ['a.yaml', 'b.yaml']) await put(clients.s3, bucket, key, key);
    const calls: string[] = [];
    clients.s3.middlewareStack.add(
      (next, context) => (args) => {
        const { Key = '' } = args.input as { Key?: string };
        calls.push(`${String(context.commandName).replace('Command', '')} ${Key}`.trim());
        return next(args);
      },
      { step: 'initialize' },
    );
    const start = () => {
      const store = {
        client: async () => clients.s3,
        below: { bucket, prefix: 'state' },
        warn: (message: string) => calls.push(message),
      };
      const cache = new SpecCache(store);
      return specSourcesOf([`s3://${bucket}`], { clients: asked(clients), limit: 1000, cache });
    };
    const warm = start();
    await warm.read();
    expect(calls.splice(0)).toEqual([
      'ListObjectsV2',
      'GetObject state/specs.json.gz',
      'GetObject a.yaml',
      'GetObject b.yaml',
      'PutObject state/specs.json.gz',
    ]);
    await warm.read();
    expect(calls.splice(0)).toEqual(['ListObjectsV2']);
    const [reading] = await start().read();
    expect(calls.splice(0)).toEqual(['ListObjectsV2', 'GetObject state/specs.json.gz']);
    expect(reading?.files.map(({ content, version }) => [text(content), typeof version])).toEqual([
      ['a.yaml', 'string'],
      ['b.yaml', 'string'],
    ]);
    await put(clients.s3, bucket, 'b.yaml', 'changed');
    calls.splice(0);
    await warm.read();
    expect(calls.splice(0)).toEqual(['ListObjectsV2', 'GetObject b.yaml', 'PutObject state/specs.json.gz']);
  });
});

describe('specs in SSM', () => {
  const parameter = (Name: string, Value: string, Type: 'String' | 'SecureString' | 'StringList' = 'String') =>
    clients.ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));

  test('are the parameters below the path, on every page and at every depth, in their current version', async () => {
    const names = Array.from({ length: 23 }, (_, n) => `/roles/team/role-${String(n).padStart(2, '0')}`);
    for (const name of names) await parameter(name, name);
    await parameter('/roles/team/role-05', 'changed');
    await parameter('/roles-old/x', 'x');
    const { files, problems, failure } = await readOne('ssm:/roles');
    expect({ problems, failure }).toEqual({ problems: [], failure: null });
    expect(files.map(({ file }) => file).sort()).toEqual(names.map((name) => `ssm:${name}`));
    const changed = files.find(({ file }) => file.endsWith('05'));
    expect([text(changed?.content), changed?.version]).toEqual(['changed', '2']);
  });

  test('are refused where they are secret, or a list, with the reason', async () => {
    await parameter('/roles/good', 'good');
    await parameter('/roles/list', 'a,b', 'StringList');
    await parameter('/roles/secret', 'hush', 'SecureString');
    const { files, problems } = await readOne('ssm:/roles');
    expect(files.map(({ file }) => file)).toEqual(['ssm:/roles/good']);
    expect(problems.map(({ file }) => file).sort()).toEqual(['ssm:/roles/list', 'ssm:/roles/secret']);
    expect(problems.map(({ message }) => message).join()).toMatch(/SecureString.*no secret/);
    expect(JSON.stringify(problems)).not.toContain('hush');
  });
});

test('a place that cannot be listed fails alone, and says which it is', async () => {
  const bucket = await newBucket(clients.s3, `specs-${account}`);
  await put(clients.s3, bucket, 'a.yaml', 'a');
  const [missing, present] = await sources(`s3://no-${bucket}/roles`, `s3://${bucket}`).read();
  expect(missing).toMatchObject({ files: [], failure: expect.stringContaining(`s3://no-${bucket}/roles cannot be listed`) });
  expect(present).toMatchObject({ files: [{ file: `s3://${bucket}/a.yaml` }], failure: null });
});

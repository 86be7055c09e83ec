import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParametersByPathCommand, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { specSourcesOf } from '../../adapters/specs/spec-sources.ts';

const client = new SSMClient({ region: 'eu-west-1' });
const ssm = mockClient(client);

const notAsked = () => Promise.reject(new Error('S3 is not needed'));
const sources = (...names: readonly string[]) =>
  specSourcesOf(names, { clients: { s3: notAsked, ssm: async () => client }, limit: 100 });

describe('specs in SSM', () => {
  beforeEach(() => void ssm.reset());

  test('are asked for without decryption, to the last page, empty ones included', async () => {
    ssm
      .on(GetParametersByPathCommand)
      .resolves({ Parameters: [{ Name: '/r/a', Type: 'String', Value: 'a', Version: 3 }], NextToken: '1' });
    ssm.on(GetParametersByPathCommand, { NextToken: '1' }).resolves({ NextToken: '2' });
    ssm
      .on(GetParametersByPathCommand, { NextToken: '2' })
      .resolves({ Parameters: [{ Name: '/r/b', Type: 'String', Value: 'b', Version: 1 }] });
    const [reading] = await sources('ssm:/r').read();
    expect(reading?.files.map(({ file, version }) => [file, version])).toEqual([
      ['ssm:/r/a', '3'],
      ['ssm:/r/b', '1'],
    ]);
    expect(ssm.commandCalls(GetParametersByPathCommand)[0]?.args[0].input).toMatchObject({
      Path: '/r',
      Recursive: true,
      WithDecryption: false,
    });
  });

  test.each([
    ['AccessDeniedException', 'Grant ssm:GetParametersByPath'],
    ['ThrottlingException', 'Throttling'],
  ])('are no list where a page fails with %s', async (name, hint) => {
    ssm
      .on(GetParametersByPathCommand)
      .resolves({ Parameters: [{ Name: '/r/a', Type: 'String', Value: 'a', Version: 3 }], NextToken: '1' });
    const refusal = new SSMServiceException({ name, message: name, $fault: 'client', $metadata: {} });
    ssm.on(GetParametersByPathCommand, { NextToken: '1' }).rejects(refusal);
    const [reading] = await sources('ssm:/r').read();
    expect(reading).toMatchObject({ source: 'ssm:/r', files: [], failure: expect.stringMatching(/^ssm:\/r cannot be listed: /) });
    expect(reading?.failure).toContain(hint);
  });
});

describe('specs in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are its files, without a version', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'a');
    expect(await sources(folder).read()).toMatchObject([
      { source: folder, files: [{ version: null }], problems: [], failure: null },
    ]);
  });

  test.each(['missing', 'missing.yaml'])('are no list where %s does not exist', async (name) => {
    const missing = join(folder, name);
    expect(await sources(missing).read()).toMatchObject([{ files: [], failure: expect.stringContaining('does not exist') }]);
  });

  test('are no list where a folder below cannot be looked into', async () => {
    mkdirSync(join(folder, 'below'));
    symlinkSync(folder, join(folder, 'below', 'loop'));
    expect(await sources(folder).read()).toMatchObject([{ files: [], failure: expect.stringContaining('loop') }]);
  });
});

import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importedAccount } from '../account/vulnerable-account.ts';
import { folderWith, removeFolders, run } from '../cli/console.ts';
import { startWire, type WireServer } from '../wire/server.ts';
import { boundedExport, EXPORTED_ACCOUNT } from './exported-account.ts';
import { driftsOf, reported } from './report.ts';
import { tamperedDrifts, tamperedExport } from './tamperings.ts';

const folder = folderWith({ 'before.json': JSON.stringify(boundedExport()) });
const specs = `${folder}/specs`;
const environment = { ...process.env };
let server: WireServer;

beforeAll(async () => {
  server = await startWire(importedAccount([tamperedExport()]).account, EXPORTED_ACCOUNT, { pageSize: 20 });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
  await run(['import', '--account-file', `${folder}/before.json`, '--out', specs]);
});

afterAll(async () => {
  process.env = environment;
  await server.close();
  removeFolders();
});

const PAGED = new Set(['GetAccountAuthorizationDetails', 'ListRoles']);

/** No role has it any more, so no list tells its content. */
const ofTheRemovedBoundary = [
  ['GetPolicy', 1],
  ['GetPolicyVersion', 1],
];

describe('a tampered account that is reached through the SDK, page by page', () => {
  test('plan shows exactly what was done, reads in bulk and writes nothing', async () => {
    const { status, report } = await reported('plan', specs);
    expect(driftsOf(report)).toEqual(tamperedDrifts(EXPORTED_ACCOUNT));
    expect(status).toBe(2);
    expect([...server.calls].filter(([call]) => !PAGED.has(call)).sort()).toEqual([
      ['GetAccountSummary', 1],
      ['GetCallerIdentity', 1],
      ...ofTheRemovedBoundary,
    ]);
  });

  test('a plan of its snapshot shows the same', async () => {
    const snapshot = `${folder}/snapshot.json`;
    expect(await run(['snapshot', '--out', snapshot])).toMatchObject({ status: 0, stdout: '' });
    const { status, report } = await reported('plan', specs, '--account-file', snapshot);
    expect(driftsOf(report)).toEqual(tamperedDrifts(EXPORTED_ACCOUNT));
    expect(status).toBe(2);
  });

  test('import takes from it what it takes from the export', async () => {
    const [live, exported] = [`${folder}/live`, `${folder}/exported`];
    writeFileSync(`${folder}/tampered.json`, JSON.stringify(tamperedExport()));
    await run(['import', '--out', live]);
    await run(['import', '--account-file', `${folder}/tampered.json`, '--out', exported]);
    const { status, report } = await reported('plan', live, '--account-file', `${folder}/tampered.json`);
    expect({ status, drifts: driftsOf(report) }).toEqual({ status: 0, drifts: [] });
    expect((await reported('plan', exported)).status).toBe(0);
  });
});

test('a server that leaves out what IAM always says gives no snapshot, and is not called a changing account', async () => {
  const versionless = [{ Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', PolicyVersionList: [] }];
  const { account } = importedAccount([tamperedExport()]);
  const lax = await startWire(
    {
      call: async (call, input) =>
        call === 'GetAccountAuthorizationDetails'
          ? ({ IsTruncated: false, RoleDetailList: [], Policies: versionless } as never)
          : account.call(call, input),
    },
    EXPORTED_ACCOUNT,
  );
  process.env.AWS_ENDPOINT_URL = lax.endpoint;
  const { status, stderr } = await run(['snapshot', '--out', `${folder}/none.json`]);
  await lax.close();
  expect(stderr).toContain('DefaultVersionId');
  expect(stderr).not.toContain('changed while it was read');
  expect(status).toBe(1);
});

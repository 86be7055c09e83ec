import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { checkout } from './checkout.ts';

const PATIENCE = 120_000;
const elsewhere = checkout();
afterAll(elsewhere.remove);

function digests(folder: string): Readonly<Record<string, string>> {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, digest(name)]),
  );
}

test(
  'Another checkout, in another time zone and without an account, makes the same template and zips',
  () => {
    const env = { PATH: process.env.PATH, TZ: 'Pacific/Auckland', AWS_REGION: 'ap-southeast-2' };
    const options = { cwd: elsewhere.folder, env, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs'], options);
    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('Wrote dist/stackset/template.json')]);
    const made = digests(join(elsewhere.folder, 'dist/stackset'));
    expect(Object.keys(made)).toEqual([
      expect.stringMatching(/^audit-[0-9a-f]{16}\.zip$/),
      expect.stringMatching(/^notify-[0-9a-f]{16}\.zip$/),
      expect.stringMatching(/^reconcile-[0-9a-f]{16}\.zip$/),
      expect.stringMatching(/^report-[0-9a-f]{16}\.zip$/),
      'template.json',
    ]);
    expect(made).toEqual(digests('dist/stackset'));
  },
  PATIENCE,
);

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { functionNamed, type Template } from './stack/template.ts';

/** What `npm run package` makes; the project's set-up runs it. */
const PACKAGE = 'dist/stackset';
const TEMPLATE = join(PACKAGE, 'template.json');
const UNPACKED = 'reports/lambda';

export function packagedTemplate(): Template {
  if (!existsSync(TEMPLATE)) throw new Error('There is no package to test; run "npm run package".');
  return JSON.parse(readFileSync(TEMPLATE, 'utf8'));
}

/** Where the zip of the function whose handler is called so is unpacked; nobody changes it. */
export function packagedCode(name: string, template: Template): string {
  const key = template.Resources[functionNamed(name, template)]?.Properties.Code.S3Key['Fn::Sub'].replace('${CodePrefix}', '');
  return unpack(join(PACKAGE, key));
}

/** Unpacks each zip once, however many processes ask for it. */
function unpack(zip: string): string {
  const digest = createHash('sha256').update(readFileSync(zip)).digest('hex').slice(0, 16);
  const folder = resolve(UNPACKED, digest);
  if (existsSync(folder)) return folder;
  mkdirSync(UNPACKED, { recursive: true });
  const own = mkdtempSync(join(UNPACKED, 'unpacking-'));
  const { status, stderr } = spawnSync('python3', ['-m', 'zipfile', '-e', zip, own], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cannot unpack ${zip}: ${stderr}`);
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true, force: true });
  }
  return folder;
}

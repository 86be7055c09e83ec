import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** All that packaging reads, beside what npm installed. */
const SOURCES = ['adapters', 'audit', 'controller', 'handlers', 'iam', 'reconciler', 'report', 'scripts', 'specs'];
const FILES = ['serverless.yml', 'package.json', 'tsconfig.json'];

export interface Checkout {
  readonly folder: string;
  remove(): void;
}

/** A copy of the sources, to package and deploy from while other tests read what this folder's package holds. */
export function checkout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-'));
  for (const name of [...SOURCES, ...FILES]) cpSync(name, join(folder, name), { recursive: true });
  cpSync('stack', join(folder, 'stack'), { recursive: true, filter: (file) => !file.includes('node_modules') });
  for (const name of ['node_modules', 'stack/node_modules']) symlinkSync(resolve(name), join(folder, name));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

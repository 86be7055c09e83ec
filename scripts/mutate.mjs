// Runs Stryker over one area of the deciding code, or over all of them one after the other: `npm run mutate -- transition`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AREAS } from '../test/mutation/areas.mjs';

const STRYKER = fileURLToPath(new URL('../test/node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url));

/** Few runs: a property that needs many to notice is no guard of a single line. */
const PROPERTY_RUNS = '0.1';

function mutate(area, options) {
  const env = { ROLECALL_PROPERTY_RUNS: PROPERTY_RUNS, ...process.env, ROLECALL_MUTATE: area };
  const args = [STRYKER, 'run', 'test/mutation/stryker.config.mjs', ...options];
  return spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1;
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

const [first, ...rest] = process.argv.slice(2);
const isArea = first !== undefined && !first.startsWith('-');
const areas = isArea ? [first] : Object.keys(AREAS);
if (isArea && !(first in AREAS)) stop(`There is no area ${first}. The areas are ${Object.keys(AREAS).join(', ')}.`);
if (!existsSync(STRYKER)) stop('Stryker is not installed. Run npm ci --prefix test, then again.');

const failed = areas.filter((area) => mutate(area, isArea ? rest : process.argv.slice(2)) !== 0);
if (failed.length > 0) stop(`Below the threshold, or not run: ${failed.join(', ')}.`);

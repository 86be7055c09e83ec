// Installs the packages that only some commands need, too heavy for a user's install.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Missing } from './moto.mjs';

/** What has to be there before some package can be installed; each throws Missing. */
const CHECKS = { 'test/lambda': checkCompilers };

/** Runs a command in the foreground. */
export function run(title, command, args, options = {}) {
  console.log(`\n> ${title}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(String(error));
  return status === 0;
}

function npm(args, cwd) {
  const own = process.env.npm_execpath;
  const options = { cwd, env: { ...process.env, ...headersOfNode() } };
  return own?.endsWith('.js')
    ? run(`npm ${args.join(' ')}`, process.execPath, [own, ...args], options)
    : run(`npm ${args.join(' ')}`, 'npm', args, options);
}

/** Installs a folder's package once, and again when its lockfile changes. */
export function installPackage(folder) {
  const stamp = `${folder}/node_modules/.installed`;
  const lock = createHash('sha256')
    .update(readFileSync(`${folder}/package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  CHECKS[folder]?.();
  if (!npm(['ci', '--no-audit', '--no-fund'], folder))
    throw new Missing(`npm could not install ${folder}/package.json; check the network, then run this again.`);
  writeFileSync(stamp, lock);
}

/** Lambda's own client of its runtime interface comes as source in C++. */
function checkCompilers() {
  const without = 'or leave these tests out: npm test -- --ignoreProjects lambda';
  if (process.platform !== 'linux')
    throw new Missing(`Lambda's runtime interface client builds on Linux only. Run the tests in a container, ${without}`);
  const absent = ['g++', 'make', 'cmake', 'python3'].filter((tool) => spawnSync(tool, ['--version']).error);
  if (absent.length > 0)
    throw new Missing(
      `To build Lambda's runtime interface client, install ${absent.join(', ')} (on Debian and Ubuntu by apt-get), ${without}`,
    );
  console.log("\nBuilding Lambda's runtime interface client in test/lambda (once, about two minutes) ...");
}

/** The headers that came with this Node save the build from fetching some. */
function headersOfNode() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(`${prefix}/include/node/node_api.h`) ? { npm_config_nodedir: prefix } : {};
}

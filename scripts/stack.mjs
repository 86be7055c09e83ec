// What every command on the stack does first: bundles, generates what follows from the guards, and starts osls.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleFunctions } from './lambda.mjs';
import { Stop } from './stop.mjs';

const INSTALLED = 'stack/node_modules/.installed';
const GENERATED = 'dist/stack';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/**
 * Makes everything that serverless.yml refers to, and says which guards it was made from.
 * @param functions name and entry of each function, for whoever packages others
 */
export async function prepare(functions) {
  const config = process.env.ROLECALL_CONFIG ?? 'stack/rolecall.yml';
  const { packaged, parts } = await bundleFunctions(config, functions);
  writeParts(parts);
  const { mode = 'observe', managedRoles } = JSON.parse(packaged).guards;
  console.log(`Guards: ${config}, mode ${mode}, managed roles ${managedRoles.join(', ')}.`);
}

function writeParts(parts) {
  rmSync(GENERATED, { recursive: true, force: true });
  mkdirSync(GENERATED, { recursive: true });
  for (const [name, part] of Object.entries(parts)) writeFileSync(`${GENERATED}/${name}`, `${JSON.stringify(part, null, 2)}\n`);
}

/** The tool that deploys is a package of its own, kept out of the install that users of the command line make. */
export function installStackPackage() {
  const lock = createHash('sha256').update(readFileSync('stack/package-lock.json')).digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === lock) return;
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...first] = [...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  if (spawnSync(command, first, { cwd: 'stack', stdio: 'inherit' }).status !== 0)
    throw new Stop('npm could not install stack/package.json; check the network, then run this again.');
  writeFileSync(INSTALLED, lock);
}

/** Runs osls in the foreground; its own words tell what went wrong. */
export function osls(args, env = process.env) {
  installStackPackage();
  const { status } = spawnSync(process.execPath, ['stack/node_modules/osls/bin/serverless.js', ...args], {
    stdio: 'inherit',
    env,
  });
  if (status !== 0) throw new Stop(`osls ${args[0]} failed; what it said stands above.`);
}

/** Runs a command of ours; a known failure is one line, not a stack trace. */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

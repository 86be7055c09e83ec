// Finds, or installs into .venv/, the independent IAM server of the tests, and runs it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const REQUIREMENTS = 'test/requirements.txt';
const OWN_PYTHON = process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python';
const VERSION = /^moto==(\S+)$/m.exec(readFileSync(REQUIREMENTS, 'utf8'))[1];
const PROBE =
  'import moto, moto.server, flask, flask_cors, cfnlint, jsonpath_ng, openapi_spec_validator; print(moto.__version__)';
const PATIENCE_SECONDS = 30;
const LOG = 'reports/moto.log';

/** What the machine lacks, said in one sentence, with what to do. */
export class Missing extends Error {}

/** A Python that has moto in the pinned version: the machine's own, or that of .venv/, which is made if need be. */
export function pythonWithMoto() {
  if (hasMoto('python3')) return 'python3';
  if (!existsSync(OWN_PYTHON)) makeEnvironment();
  if (!hasMoto(OWN_PYTHON)) install();
  return OWN_PYTHON;
}

function hasMoto(python) {
  return spawnSync(python, ['-c', PROBE], { encoding: 'utf8' }).stdout?.trim() === VERSION;
}

function makeEnvironment() {
  const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
  if (python.error)
    throw new Missing(
      'There is no python3 on the path. Install Python 3.10 or later, or run "npm run test:core", which needs none.',
    );
  if (python.status !== 0)
    throw new Missing('python3 is older than 3.10. Install a later one, or run "npm run test:core", which needs none.');
  const { status, stdout, stderr } = spawnSync('python3', ['-m', 'venv', '.venv'], { encoding: 'utf8' });
  if (status !== 0)
    throw new Missing(
      `python3 cannot make a virtual environment; on Debian and Ubuntu, install python3-venv.\n${stdout}${stderr}`,
    );
}

function install() {
  console.log(`Installing moto ${VERSION} into .venv/ (once) ...`);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS];
  const { status } = spawnSync(OWN_PYTHON, pip, { stdio: 'inherit' });
  if (status !== 0)
    throw new Missing(`pip could not install moto ${VERSION}; check the network and pip's index, then run this again.`);
}

/**
 * Starts the server on a free port of this machine.
 * @param managedPolicies whether accounts hold AWS's own policies, which makes each bulk read take a second longer
 * @returns its address, and a function that stops it.
 */
export async function startMoto({ managedPolicies = true, logFile = LOG } = {}) {
  const port = await freePort();
  const script = 'from moto.server import main; main()';
  // A file, not a pipe: nobody would empty a pipe while the tests run.
  const log = openSync(logFile, 'w');
  const server = spawn(pythonWithMoto(), ['-c', script, '-H', '127.0.0.1', '-p', String(port)], {
    env: { ...withoutSettings(process.env), MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies) },
    stdio: ['ignore', log, log],
  });
  // It keeps nothing; asked politely, it waits for connections that nobody uses any more.
  const stop = () => server.kill('SIGKILL');
  process.once('exit', stop);
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, server, logFile);
  return { endpoint, stop };
}

async function answering(endpoint, server, logFile) {
  for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  server.kill();
  throw new Missing(`moto did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
}

/** One account for all (MOTO_ACCOUNT_ID) would undo the tests' isolation. */
function withoutSettings(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(MOTO|AWS)_/.test(name)));
}

async function freePort() {
  const probe = createServer();
  await new Promise((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

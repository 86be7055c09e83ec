// `npm test`: sets up what is missing, inside this folder, then runs every check and every test.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Missing, startMoto } from './moto.mjs';

const REPORT = 'reports/jest.json';
const SUMMARY = 'reports/summary.txt';
const LAMBDA = 'test/lambda';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
mkdirSync('reports', { recursive: true });
for (const old of [REPORT, SUMMARY]) rmSync(old, { force: true });

/** The tests must not see, or reach, anybody's account. */
function hermetic(more) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('ROLECALL_'));
  const nobody = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };
  return { ...Object.fromEntries(kept), ...nobody, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...more };
}

function run(title, command, args, options = {}) {
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

/** Whether Jest will run this project, as far as its arguments name projects. */
function isAskedFor(project) {
  const named = process.argv.includes(project);
  return process.argv.includes('--ignoreProjects') ? !named : named || !process.argv.includes('--selectProjects');
}

/** A package that only the tests need, too heavy for a user's install: installed once, and again when its lockfile changes. */
function installPackage(folder) {
  const stamp = `${folder}/node_modules/.installed`;
  const lock = createHash('sha256')
    .update(readFileSync(`${folder}/package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (folder === LAMBDA) checkCompilers();
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

async function everything() {
  installPackage('test');
  if (isAskedFor('lambda')) installPackage(LAMBDA);
  const moto = await startMoto();
  const checks = [
    run('format and lint', process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
    run('types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.']),
  ];
  const env = hermetic({ ROLECALL_MOTO_ENDPOINT: moto.endpoint });
  const tests = run(
    'tests',
    process.execPath,
    ['scripts/jest.mjs', '--json', `--outputFile=${REPORT}`, ...process.argv.slice(2)],
    { env },
  );
  moto.stop();
  return summary(checks, tests);
}

/** Counts each check as one; a suite that could not even start counts as a failure. */
function summary(checks, testsPassed) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numRuntimeErrorTestSuites = 0,
  } = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : {};
  const failures = numFailedTests + numRuntimeErrorTestSuites;
  const failed = checks.filter((passed) => !passed).length + (testsPassed ? failures : Math.max(failures, 1));
  return { passed: numPassedTests + checks.filter(Boolean).length, failed };
}

const { passed, failed } = await everything().catch((error) => {
  if (!(error instanceof Missing)) throw error;
  console.error(`\n${error.message}`);
  return { passed: 0, failed: 1 };
});
const line = `${passed} passed, ${failed} failed`;
writeFileSync(SUMMARY, `${line}\n`);
console.log(`\n${line}`);
process.exit(failed === 0 ? 0 : 1);

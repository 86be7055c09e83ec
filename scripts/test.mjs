// `npm test`: sets up what is missing, inside this folder, then runs every check and every test.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from './chromium.mjs';
import { Missing, startMoto } from './moto.mjs';
import { installPackage, run } from './packages.mjs';

const REPORT = 'reports/jest.json';
const SUMMARY = 'reports/summary.txt';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
mkdirSync('reports', { recursive: true });
for (const old of [REPORT, SUMMARY]) rmSync(old, { force: true });

/** The tests must not see, or reach, anybody's account. */
function hermetic(more) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('ROLECALL_'));
  const nobody = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };
  return { ...Object.fromEntries(kept), ...nobody, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...more };
}

/** Whether Jest will run this project, as far as its arguments name projects. */
function isAskedFor(project) {
  const named = process.argv.includes(project);
  return process.argv.includes('--ignoreProjects') ? !named : named || !process.argv.includes('--selectProjects');
}

async function everything() {
  installPackage('test');
  if (isAskedFor('lambda')) installPackage('test/lambda');
  const browser = isAskedFor('browser') ? { ROLECALL_CHROMIUM: chromium() } : {};
  const moto = await startMoto();
  const checks = [
    run('format and lint', process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
    run('types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.']),
  ];
  const env = hermetic({ ROLECALL_MOTO_ENDPOINT: moto.endpoint, ...browser });
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

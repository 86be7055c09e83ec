import { fileURLToPath } from 'node:url';
import { AREAS } from './areas.mjs';

const area = process.env.ROLECALL_MUTATE;

export default {
  mutate: AREAS[area].mutate,
  // Stryker looks for plugins beside itself only by their absolute path.
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/jest-runner'))],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // What runs while a module loads would need every test for each mutant.
  ignoreStatic: true,
  // Stryker rewrites the tsconfig.json that it finds through an API that TypeScript 7 no longer has.
  tsconfigFile: 'test/mutation/none.json',
  ignorePatterns: ['dist', 'reports', 'docs', '.venv', 'test/bench', 'test/moto'],
  concurrency: 2,
  // Jest keeps what each run loaded: after some hundred mutants a worker holds gigabytes and mostly collects garbage.
  maxTestRunnerReuse: 15,
  timeoutMS: 20_000,
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `reports/mutation/${area}.html` },
  jsonReporter: { fileName: `reports/mutation/${area}.json` },
  incrementalFile: `reports/mutation/${area}.incremental.json`,
  thresholds: { high: 95, low: 90, break: 85 },
};

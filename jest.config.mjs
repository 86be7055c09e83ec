const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/esbuild-transform.mjs' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.stryker-tmp'],
};

/** `core` needs nothing but Node; `full` needs the packages under test/; `stack` packages the stack and needs Python with moto; `lambda` runs the package under Lambda's own runtime interface client, against moto; `browser` opens pages in Chromium, which its set-up finds or unpacks; `moto` talks to the independent IAM server that `npm test` starts. */
export default {
  // No test is about time; on a busy machine a hook can take longer than jest's five seconds.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'core',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/full/',
        '<rootDir>/test/moto/',
        '<rootDir>/test/stack/',
        '<rootDir>/test/lambda/',
        '<rootDir>/test/browser/',
      ],
    },
    { ...shared, displayName: 'full', testMatch: ['<rootDir>/test/full/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'stack',
      testMatch: ['<rootDir>/test/stack/**/*.test.ts'],
      globalSetup: './test/stack/set-up.mjs',
    },
    {
      ...shared,
      displayName: 'lambda',
      testMatch: ['<rootDir>/test/lambda/**/*.test.ts'],
      globalSetup: './test/lambda/set-up.mjs',
      globalTeardown: './test/lambda/tear-down.mjs',
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: './test/browser/set-up.mjs',
    },
    { ...shared, displayName: 'moto', testMatch: ['<rootDir>/test/moto/**/*.test.ts'] },
  ],
};

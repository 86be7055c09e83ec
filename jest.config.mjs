const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/esbuild-transform.mjs' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.stryker-tmp'],
};

/** `core` needs nothing but Node; `moto` talks to the independent IAM server that `npm test` starts. */
export default {
  projects: [
    { ...shared, displayName: 'core', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/moto/'] },
    { ...shared, displayName: 'moto', testMatch: ['<rootDir>/test/moto/**/*.test.ts'] },
  ],
};

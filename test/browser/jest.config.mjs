// These tests alone: node --experimental-vm-modules node_modules/jest/bin/jest.js -c test/browser/jest.config.mjs
export default {
  rootDir: '../..',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/esbuild-transform.mjs' },
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testTimeout: 60_000,
};

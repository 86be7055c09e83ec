import { fileURLToPath } from 'node:url';
import config from '../../jest.config.mjs';
import { AREAS } from './areas.mjs';

/** Stryker cannot read projects, so this is the project `core` on its own, with the tests of one area. */
const { displayName: _, ...core } = config.projects[0];
const { tests } = AREAS[process.env.ROLECALL_MUTATE];

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

export default {
  ...core,
  rootDir: '../..',
  testMatch: tests.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: beside('fail-fast-environment.cjs'),
  testSequencer: beside('cases-first.cjs'),
  setupFilesAfterEnv: [beside('seed.mjs')],
};

const { TestEnvironment } = require('jest-environment-node');

const activeMutant = () => process.env.__STRYKER_ACTIVE_MUTANT__;

/** Of which mutant a test has failed: one is enough, in whichever file. */
let killed;

/** Skips what is left to run once a test has noticed the mutant; Jest itself can only stop between files, and not for Stryker. */
module.exports = class FailFastEnvironment extends TestEnvironment {
  async handleTestEvent(event) {
    const mutant = activeMutant();
    if (event.name === 'test_fn_failure' && mutant !== undefined) killed = mutant;
    if (event.name === 'test_start' && mutant !== undefined && killed === mutant) event.test.mode = 'skip';
  }
};

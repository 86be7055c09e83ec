// The same random cases for every mutant and in every run, so that scores can be compared; and no search for the simplest
// counterexample, which nobody reads and which would count as a timeout. Loading fast-check costs more than most files of cases.
import { expect } from '@jest/globals';

if (expect.getState().testPath?.includes('/properties/')) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: 1, endOnFailure: true });
}

// The same random cases for every mutant and in every run, so that scores can be compared; and no search for the simplest
// counterexample, which nobody reads and which would count as a timeout.
import fc from 'fast-check';

fc.configureGlobal({ seed: 1, endOnFailure: true });

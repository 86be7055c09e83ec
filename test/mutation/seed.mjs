// The same random cases for every mutant and in every run, so that a score can be compared with the last one.
import fc from 'fast-check';

fc.configureGlobal({ seed: 1 });

// What a run needs only when specs changed, or guards come as people write them. Packaged as a bundle of its own: code that it
// shares with the rest would be loaded by every run, with all that only this part uses of it.
export { specCompiler } from '../controller/specs/spec-compiler.ts';
export { readGuards } from '../specs/guards.ts';

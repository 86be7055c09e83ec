import { readSpecs } from '../../specs/read.ts';
import type { SpecCompiler } from '../ports.ts';

/** Compiles every file each time. */
export const specCompiler: SpecCompiler = {
  compile: async (files, account, today) => readSpecs(files, account, { today }),
};

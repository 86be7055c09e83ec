// Jest reads TypeScript through the same esbuild that builds the product.
import { transformSync } from 'esbuild';

export default {
  process(source, file) {
    const { code, map } = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20.10', sourcemap: true, sourcefile: file });
    return { code, map };
  },
};

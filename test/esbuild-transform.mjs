// Jest reads TypeScript through the same esbuild that builds the product.
import { transformSync } from 'esbuild';

export default {
  process(source, file) {
    const options = { loader: 'ts', format: 'esm', target: 'node20.10', supported: { 'import-attributes': true } };
    const { code, map } = transformSync(source, { ...options, sourcemap: true, sourcefile: file });
    return { code, map };
  },
};

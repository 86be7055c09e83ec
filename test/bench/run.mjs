// `npm run bench [SIZE…]`: bundles the benchmark as the product is bundled, and runs it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const outdir = 'reports/bench';
await build({
  entryPoints: ['bench', 'measure', 'replay'].map((name) => `test/bench/${name}.ts`),
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const { status } = spawnSync(process.execPath, [`${outdir}/bench.js`, ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exit(status ?? 1);

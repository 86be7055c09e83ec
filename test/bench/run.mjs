// `npm run bench [SIZE…]`: the Lambda functions' sizes and start-up, audits of exported accounts, then passes over accounts; bundled as the product is bundled.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleFunctions } from '../../scripts/lambda.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const outdir = 'reports/bench';
await build({
  entryPoints: ['audit', 'bench', 'functions', 'measure', 'replay'].map((name) => `test/bench/${name}.ts`),
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
await bundleFunctions('stack/rolecall.yml');
const run = (script, args) =>
  spawnSync(process.execPath, [`${outdir}/${script}.js`, ...args], { stdio: 'inherit', env }).status ?? 1;
process.exit(run('functions', []) || run('audit', []) || run('bench', process.argv.slice(2)));

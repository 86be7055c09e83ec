// Bundles our own sources into the one file that `npx rolecall` runs; dependencies stay where npm put them.
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';

await mkdir('dist', { recursive: true });
// The stack's parts stand in folders beside it.
const old = (await readdir('dist')).filter((name) => name.endsWith('.js'));
await Promise.all(old.map((name) => rm(`dist/${name}`, { force: true })));
await build({
  entryPoints: { rolecall: 'cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.10',
  packages: 'external',
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
});
await chmod('dist/rolecall.js', 0o755);

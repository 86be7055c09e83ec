// Bundles each Lambda function into a folder of its own, ready to be zipped: code, chunks loaded on use, and the guards.
import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { deploymentGuards } from './guards.mjs';

/** Function name to its way in. */
export const FUNCTIONS = {
  reconcile: 'handlers/reconcile.ts',
  audit: 'handlers/audit.ts',
  notify: 'handlers/notify.ts',
  report: 'handlers/report.ts',
};

export const LAMBDA_FOLDER = 'dist/lambda';

/** Some dependencies still call `require`, which ES modules lack. */
const REQUIRE = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** zod carries its messages in some forty languages, twice the size of the rest of it; we speak one. */
const englishOnly = {
  name: 'english-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /node_modules[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    })),
};

/** Loaded on use, and bundled without sharing any code: see there. */
const APART = 'handlers/spec-language.ts';

const apart = {
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/spec-language\.ts$/, namespace: 'file' }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './spec-language.mjs', external: true } : undefined,
    ),
};

const OPTIONS = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The ES module builds of the SDK are a third smaller, and start as much faster.
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE },
  legalComments: 'none',
  // A chunk's name holds a hash of its sources' paths; these are the same in every checkout, linked or not.
  preserveSymlinks: true,
  metafile: true,
  logLevel: 'warning',
};

/**
 * Bundles everything, so that what runs is what was tested; Lambda's own SDK copy changes under its users.
 * @param config the path of the guards' file; what it says lies beside the code as `rolecall.json`, which the function reads,
 *   and as it was written, for people
 * @returns all that follows from the guards
 * Beside each folder `NAME.metafile.json` says what went into the bundle, and how large it is.
 */
export async function bundleFunctions(config, functions = FUNCTIONS) {
  const guards = await deploymentGuards(config);
  await rm(LAMBDA_FOLDER, { recursive: true, force: true });
  await Promise.all(
    Object.entries(functions).map(async ([name, entry]) => {
      const folder = `${LAMBDA_FOLDER}/${name}`;
      await bundle(entry, folder);
      await cp(config, `${folder}/rolecall.yml`);
      await writeFile(`${folder}/rolecall.json`, guards.packaged);
    }),
  );
  return guards;
}

async function bundle(entry, outdir) {
  const hot = await build({ ...OPTIONS, entryPoints: { index: entry }, outdir, splitting: true, plugins: [englishOnly, apart] });
  const cold = await build({ ...OPTIONS, entryPoints: [APART], outdir, plugins: [englishOnly] });
  const [one, other] = [hot.metafile, cold.metafile];
  const metafile = { inputs: { ...one.inputs, ...other.inputs }, outputs: { ...one.outputs, ...other.outputs } };
  await writeFile(`${outdir}.metafile.json`, JSON.stringify(metafile));
  await writeFile(`${outdir}/release.txt`, await hashOf(Object.keys(metafile.outputs)));
}

/** Names this very code: what other code compiled, and left in the cache of compiled specs, is not trusted. */
async function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}

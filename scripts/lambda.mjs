// Bundles each Lambda function into a folder of its own, ready to be zipped: code, chunks loaded on use, and the guards.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Function name to its way in. */
export const FUNCTIONS = { reconcile: 'handlers/reconcile.ts' };

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

/**
 * Bundles everything, so that what runs is what was tested; Lambda's own SDK copy changes under its users.
 * @param guards the path of the guards' file, packaged as `rolecall.yml` beside the code
 * Beside each folder `NAME.metafile.json` says what went into the bundle, and how large it is.
 */
export async function bundleFunctions(guards, functions = FUNCTIONS) {
  await rm(LAMBDA_FOLDER, { recursive: true, force: true });
  await Promise.all(Object.entries(functions).map(([name, entry]) => bundle(name, entry, guards)));
}

async function bundle(name, entry, guards) {
  const outdir = `${LAMBDA_FOLDER}/${name}`;
  await mkdir(outdir, { recursive: true });
  await cp(guards, `${outdir}/rolecall.yml`);
  const { metafile } = await build({
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The ES module builds of the SDK are a third smaller, and start as much faster.
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    plugins: [englishOnly],
    legalComments: 'none',
    // A chunk's name holds a hash of its sources' paths; these are the same in every checkout, linked or not.
    preserveSymlinks: true,
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(`${outdir}.metafile.json`, JSON.stringify(metafile));
}

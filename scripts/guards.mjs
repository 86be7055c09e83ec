// The guards of a deployment, as its author wrote them: checked, and turned into all that follows from them.
import { existsSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { Stop } from './stop.mjs';

/**
 * @param config the path of the guards' file
 * @returns `packaged`, what the function reads; `parts`, what serverless.yml refers to
 */
export async function deploymentGuards(config) {
  if (!existsSync(config))
    throw new Stop(`There is no ${config}. Write one, or set ROLECALL_CONFIG to the file with your guards.`);
  const { generatedParts, packagedGuards, readDeploymentGuards } = await generator();
  const { guards, problems } = readDeploymentGuards({ file: config, content: readFileSync(config), version: null });
  for (const { file, line, column, severity, message } of problems)
    console.error(`${file}:${line}:${column}: ${severity}: ${message}`);
  if (guards === undefined) throw new Stop(`${config} cannot be used; correct it, then run this again.`);
  return { packaged: packagedGuards(guards), parts: generatedParts(guards) };
}

/** TypeScript, bundled in memory, for any Node that the project runs on. */
async function generator() {
  const contents = `export * from './stack/permissions/generated.ts';
export * from './stack/permissions/deployment-guards.ts';
export { packagedGuards } from './specs/packaged-guards.ts';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'bundle',
    banner: { js: "import{createRequire as r}from'node:module';const require=r(process.cwd()+'/');" },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

// Writes the JSON Schema of the spec language, which editors use, from the schema that Rolecall itself checks with.
import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const { outputFiles } = await build({
  stdin: { contents: "export { jsonSchema } from './specs/schema/language.ts';", resolveDir: '.', loader: 'ts' },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
});
const { jsonSchema } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
await writeFile('specs/schema/rolecall.v1.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`);

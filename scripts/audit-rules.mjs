// Writes docs/audit-rules.md from the rule table and the example of each rule: `node scripts/audit-rules.mjs`.
// With `--check` it writes nothing and fails where the file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const FILE = 'docs/audit-rules.md';

const { outputFiles } = await build({
  stdin: { contents: "export { auditRulesPage } from './audit/rules/page.ts';", resolveDir: '.', loader: 'ts' },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  banner: { js: "import{createRequire as r}from'node:module';const require=r(process.cwd()+'/');" },
});
const { auditRulesPage } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const page = auditRulesPage((rule) => JSON.parse(readFileSync(`test/cases/audit/examples/${rule}.json`, 'utf8')));

if (!process.argv.includes('--check')) writeFileSync(FILE, page);
else if (readFileSync(FILE, 'utf8') !== page) {
  console.error(`${FILE} is not what the rules and their examples say; run node scripts/audit-rules.mjs.`);
  process.exit(1);
}

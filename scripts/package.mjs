// `npm run package`: the stack as a template and zips for StackSets, without reaching anything, byte for byte the same each time.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { checkedParameters } from './parameters.mjs';
import { main, osls, prepare } from './stack.mjs';
import { stackSetTemplate } from './stackset.mjs';

const WORK = 'dist/osls';
const STACK_SET = 'dist/stackset';

/** Nothing may be asked of an account, nor depend on whose it would be. */
function offline() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const nobody = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true' };
  return { ...Object.fromEntries(kept), ...nobody };
}

/** Named after its content, so that new code is a new object, and CloudFormation sees that it changed. */
function publish(name) {
  const zip = `${WORK}/${name}.zip`;
  const file = `${name}-${createHash('sha256').update(readFileSync(zip)).digest('hex').slice(0, 16)}.zip`;
  copyFileSync(zip, `${STACK_SET}/${file}`);
  copyFileSync(zip, `dist/lambda/${name}.zip`);
  return file;
}

await main(async () => {
  const options = checkedParameters(process.argv.slice(2));
  await prepare();
  rmSync(WORK, { recursive: true, force: true });
  osls(['package', '--package', WORK, ...options], offline());
  rmSync(STACK_SET, { recursive: true, force: true });
  mkdirSync(STACK_SET, { recursive: true });
  const template = JSON.parse(readFileSync(`${WORK}/cloudformation-template-update-stack.json`, 'utf8'));
  writeFileSync(`${STACK_SET}/template.json`, `${JSON.stringify(stackSetTemplate(template, publish), null, 2)}\n`);
  // It names the time of packaging, and is of no use to anybody: osls packages again when it deploys.
  rmSync(WORK, { recursive: true, force: true });
  console.log(
    `Wrote ${STACK_SET}/template.json and the code beside it. docs/operating.md says how to deploy them to many accounts.`,
  );
});

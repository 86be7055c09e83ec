// Jest needs a flag of Node's for ES modules; this starts it with that flag and hands all arguments on.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const { status } = spawnSync(process.execPath, [...flags, jest, '-w', '2', ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exit(status ?? 1);

// Packages the stack once, before the tests that read it; also where another project's tests need it in the same run.
import { spawnSync } from 'node:child_process';
import { pythonWithMoto } from '../../scripts/moto.mjs';

export default function setUp() {
  if (process.env.ROLECALL_PACKAGED === String(process.pid)) return;
  process.env.ROLECALL_PYTHON ??= pythonWithMoto();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run package failed:\n${stdout}${stderr}`);
  process.env.ROLECALL_PACKAGED = String(process.pid);
}

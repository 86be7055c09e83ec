import { afterAll, expect, test } from '@jest/globals';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, readText, removeFolders, run } from '../cli/console.ts';

afterAll(removeFolders);

const folder = folderWith({ 'account.json': readText(ACCOUNT), 'specs/orders.yaml': `${ORDERS_EXECUTION}---\n${ORDERS_TASK}` });
const account = `${folder}/account.json`;
const offline = ['--account-file', account];

/** The arguments of the command that an output names as the next one. */
function next(stdout: string): readonly string[] {
  const [, command] = /^Next: rolecall (.*)$/m.exec(stdout) ?? [];
  if (command === undefined) throw new Error(`No next command in:\n${stdout}`);
  return command.split(' ');
}

test('from import to an account in sync, each next command runs as it is printed', async () => {
  const imported = await run(['import', ...offline, '--out', `${folder}/imported`]);
  const planned = await run(next(imported.stdout));
  expect(planned.status).toBe(0);
  const applied = await run(next(planned.stdout), { answer: true });
  expect(applied).toMatchObject({ status: 0, stderr: expect.stringContaining('Wrote the account to') });
});

test('the next command of a plan with drift corrects it and leaves the export as it is', async () => {
  const { stdout } = await run(['plan', `${folder}/specs`, ...offline]);
  const argv = next(stdout);
  expect((await run(argv, { answer: true })).status).toBe(0);
  expect(readText(account)).toBe(readText(ACCOUNT));
  const corrected = argv[argv.indexOf('--out') + 1] ?? '';
  expect((await run(['plan', `${folder}/specs`, '--account-file', corrected])).status).toBe(0);
});

test('the next command of a held plan lets it through', async () => {
  const limits = 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  limits: { createdRoles: 1 }\n';
  const two = ['first', 'second'].map((name) => ORDERS_EXECUTION.replace('orders-execution', name)).join('---\n');
  const many = folderWith({ 'two.yaml': two, 'rolecall.yml': limits });
  const out = `${many}/out.json`;
  const argv = ['apply', `${many}/two.yaml`, ...offline, '--config', `${many}/rolecall.yml`, '--out', out];
  const held = await run(argv, { answer: true });
  expect(held.status).toBe(2);
  expect((await run(next(held.stdout), { answer: true })).status).toBe(0);
  expect(readText(out)).toContain('role/second');
});

test('what an apply could not do is looked at in the account that it wrote', async () => {
  const foreign = ORDERS_TASK.replace('spec:', 'spec:\n  path: /elsewhere/');
  const specs = folderWith({ 'orders.yaml': foreign });
  const out = `${specs}/out.json`;
  const applied = await run(['apply', `${specs}/orders.yaml`, ...offline, '--out', out], { answer: true });
  expect(applied.status).toBe(2);
  expect(next(applied.stdout)).toEqual(['plan', `${specs}/orders.yaml`, '--account-file', out]);
});

import { basename } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, readText, removeFolders, run } from './console.ts';

afterAll(removeFolders);

const folder = folderWith({ 'specs/orders.yaml': `${ORDERS_EXECUTION}---\n${ORDERS_TASK}` });
const specs = `${folder}/specs`;
const account = readText(ACCOUNT);
const offline = ['--account-file', ACCOUNT];

test('apply shows the plan, does it, and the account it writes is in sync', async () => {
  const out = `${folder}/yes.json`;
  const { status, stdout } = await run(['apply', specs, ...offline, '--out', out, '--yes']);
  expect(stdout).toContain('apply would\n    · detach arn:aws:iam::aws:policy/AdministratorAccess');
  expect(stdout).toContain('calls\n    ✓ detach arn:aws:iam::aws:policy/AdministratorAccess');
  expect(stdout).toContain('1 in sync, 1 corrected.');
  expect(status).toBe(0);
  expect((await run(['plan', specs, '--account-file', out])).status).toBe(0);
});

test('apply leaves the export that it read as it was', () => {
  expect(readText(ACCOUNT)).toBe(account);
});

test('on a terminal apply asks, and a no changes nothing', async () => {
  const out = `${folder}/asked.json`;
  const no = await run(['apply', specs, ...offline, '--out', out], { answer: false });
  expect(no.asked).toEqual(['Change 1 role? [y/N] ']);
  expect(no).toMatchObject({ status: 2, stderr: 'Nothing was changed.\n' });
  expect(() => readText(out)).toThrow();
  const yes = await run(['apply', specs, ...offline, '--out', out], { answer: true });
  expect(yes.status).toBe(0);
  expect((await run(['plan', specs, '--account-file', out])).status).toBe(0);
});

test('without a terminal and without --yes apply changes nothing and exits 1', async () => {
  const out = `${folder}/unasked.json`;
  const { status, stderr } = await run(['apply', specs, ...offline, '--out', out]);
  expect(stderr).toContain('--yes');
  expect(status).toBe(1);
  expect(() => readText(out)).toThrow();
});

test('where all is in sync apply asks nothing', async () => {
  const { status, asked } = await run(
    ['apply', specs, ...offline, '--out', `${folder}/same.json`, '--role', 'orders-execution'],
    {
      answer: true,
    },
  );
  expect({ status, asked }).toEqual({ status: 0, asked: [] });
});

test('offline apply needs --out, and never over the export', async () => {
  const without = await run(['apply', specs, ...offline, '--yes']);
  expect(without).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('--out FILE') });
  const own = folderWith({ 'account.json': account });
  const over = await run([
    'apply',
    specs,
    '--account-file',
    `${own}/account.json`,
    '--out',
    `${own}/../${basename(own)}/account.json`,
    '--yes',
  ]);
  expect(over).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Name another file') });
  expect(readText(own, 'account.json')).toBe(account);
});

test('apply --format json prints the outcome alone on stdout', async () => {
  const argv = ['apply', specs, ...offline, '--out', `${folder}/json.json`, '--format', 'json'];
  const { stdout, status } = await run([...argv, '--yes']);
  const report = JSON.parse(stdout) as { mode: string; roles: { status: string }[] };
  expect(report.mode).toBe('enforce');
  expect(report.roles.map((role) => role.status)).toEqual(['InSync', 'Corrected']);
  expect(status).toBe(0);
});

test('apply --format json shows the plan on stderr before it asks', async () => {
  const argv = ['apply', specs, ...offline, '--out', `${folder}/json.json`, '--format', 'json'];
  const { stdout, stderr } = await run(argv, { answer: true });
  expect(stderr).toContain('· detach arn:aws:iam::aws:policy/AdministratorAccess');
  expect(JSON.parse(stdout)).toHaveProperty('mode', 'enforce');
});

test('a held plan names its hash; that hash lets it through, another one does not', async () => {
  const guards = 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  limits: { createdRoles: 1 }\n';
  const two = ['first', 'second'].map((name) => ORDERS_EXECUTION.replace('orders-execution', name)).join('---\n');
  const many = folderWith({ 'specs/two.yaml': two, 'rolecall.yml': guards });
  const out = `${folder}/many.json`;
  const argv = ['apply', `${many}/specs`, ...offline, '--out', out, '--yes', '--config', `${many}/rolecall.yml`];
  const held = await run(argv);
  expect(held.status).toBe(2);
  const hash = /--approve (\w+)/.exec(held.stdout)?.[1] ?? '';
  expect(readText(out)).not.toContain('second');
  const wrong = await run([...argv, '--approve', 'abc']);
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining(hash) });
  expect((await run([...argv, '--approve', hash])).status).toBe(0);
  expect(readText(out)).toContain('second');
});

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
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
  expect(no.asked).toEqual(['Correct 1 role? [y/N] ']);
  expect(no).toMatchObject({ status: 2, stderr: `Nothing was changed, and ${out} is not written.\n` });
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
  expect(existsSync(out)).toBe(false);
  const wrong = await run([...argv, '--approve', 'abc']);
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining(hash) });
  expect((await run([...argv, '--approve', hash])).status).toBe(0);
  expect(readText(out)).toContain('second');
});

const LEGACY_TASK = `apiVersion: rolecall/v1
kind: TaskRole
metadata:
  name: legacy-task
spec:
  management: { adopt: true }
`;
const limits = (what: string) => `apiVersion: rolecall/v1\nkind: Controller\nspec:\n  limits: { ${what} }\n`;

test('the prompt, the plan and the summary count the same: what is created, corrected and only tagged', async () => {
  const own = folderWith({});
  await run(['import', ...offline, '--role', 'legacy-task', '--out', `${own}/roles`]);
  const created = folderWith({ 'new.yaml': ORDERS_EXECUTION.replace('orders-execution', 'fresh') });
  const argv = ['apply', `${own}/roles`, `${specs}/orders.yaml`, created, ...offline, '--out', `${own}/out.json`];
  const { asked, stdout } = await run(argv, { answer: false });
  expect(asked).toEqual(['Create 1 role, correct 1 and tag 1 as ours? [y/N] ']);
  expect(stdout).toContain('Apply would create 1 role, correct 1 and tag 1 as ours.\n');
});

test('after an approved plan that corrected everything there is no next command, and no brake', async () => {
  const own = folderWith({ 'roles/orders.yaml': ORDERS_TASK, 'rolecall.yml': limits('changedRoles: 0') });
  const argv = ['apply', `${own}/roles`, ...offline, '--config', `${own}/rolecall.yml`, '--out', `${own}/out.json`, '--yes'];
  const held = await run(argv);
  const hash = /--approve (\w+)/.exec(held.stdout)?.[1] ?? '';
  const { status, stdout } = await run([...argv, '--approve', hash]);
  expect(status).toBe(0);
  expect(stdout).not.toContain('Next:');
  expect(stdout.split('calls')[1]).not.toContain('limits.changedRoles');
});

describe('where nothing was changed, --out is not written, and that is said once', () => {
  const NOT_WRITTEN = /is not written/g;

  test('after a plan that the brake held', async () => {
    const own = folderWith({ 'roles/orders.yaml': ORDERS_TASK, 'rolecall.yml': limits('changedRoles: 0') });
    const argv = ['apply', `${own}/roles`, ...offline, '--config', `${own}/rolecall.yml`, '--out', `${own}/out.json`, '--yes'];
    const { status, stdout, stderr } = await run(argv);
    expect(status).toBe(2);
    expect((stdout + stderr).match(NOT_WRITTEN)).toHaveLength(1);
    expect(existsSync(`${own}/out.json`)).toBe(false);
    const wrong = await run([...argv, '--approve', 'abc']);
    expect(wrong.status).toBe(1);
    expect((wrong.stdout + wrong.stderr).match(NOT_WRITTEN)).toHaveLength(1);
    expect(existsSync(`${own}/out.json`)).toBe(false);
  });

  test('after a no', async () => {
    const out = `${folder}/no.json`;
    const { stdout, stderr } = await run(['apply', specs, ...offline, '--out', out], { answer: false });
    expect((stdout + stderr).match(NOT_WRITTEN)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });

  test('after a run that could judge nothing', async () => {
    const own = folderWith({ 'roles/bad.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/') });
    const { status, stdout, stderr } = await run(['apply', `${own}/roles`, ...offline, '--out', `${own}/out.json`, '--yes']);
    expect(status).toBe(1);
    expect((stdout + stderr).match(NOT_WRITTEN)).toHaveLength(1);
    expect(existsSync(`${own}/out.json`)).toBe(false);
  });
});

test('one bad spec does not keep what was corrected elsewhere out of --out', async () => {
  const bad = LEGACY_TASK.replace('spec:', 'spec:\n  pth: /ecs/');
  const own = folderWith({ 'roles/bad.yaml': bad, 'roles/orders.yaml': ORDERS_TASK });
  const out = `${own}/out.json`;
  expect((await run(['apply', `${own}/roles`, ...offline, '--out', out, '--yes'])).status).toBe(1);
  expect((await run(['plan', `${own}/roles/orders.yaml`, '--account-file', out])).status).toBe(0);
});

test('where all is in sync --out is written', async () => {
  const out = `${folder}/in-sync.json`;
  expect((await run(['apply', specs, ...offline, '--role', 'orders-execution', '--out', out, '--yes'])).status).toBe(0);
  expect(existsSync(out)).toBe(true);
});

test('orphaned roles are told once, in one sentence', async () => {
  const { stdout } = await run(['apply', `${specs}/orders.yaml`, ...offline, '--out', `${folder}/o.json`, '--yes'], {});
  expect(stdout.match(/no spec names/g) ?? []).toHaveLength(0);
  const alone = folderWith({ 'orders.yaml': ORDERS_TASK });
  const told = await run(['apply', alone, ...offline, '--out', `${folder}/o.json`, '--yes']);
  expect(told.stdout.match(/1 role orphaned: orders-execution/g)).toHaveLength(1);
});

test('letting a role go is shown with its name and what stays, and exits 0', async () => {
  const own = folderWith({ 'released.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  state: released') });
  const { status, stdout } = await run(['plan', own, ...offline]);
  expect(stdout).toMatch(/orders-task {2}in sync.*\n\n {2}apply would\n {4}· take our owner tag off; everything else stays\n/);
  expect(stdout).toContain('Apply would give up 1 role.');
  expect(status).toBe(0);
  const asked = await run(['apply', own, ...offline, '--out', `${own}/out.json`], { answer: true });
  expect(asked.asked).toEqual(['Give up 1 role? [y/N] ']);
  expect(asked.stdout).toContain('✓ take our owner tag off; everything else stays');
});

import { afterAll, expect, test } from '@jest/globals';
import { checkDriftReport } from '../../report/drift-report-schema.ts';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, removeFolders, run } from './console.ts';

afterAll(removeFolders);

const specs = folderWith({ 'orders.yaml': `${ORDERS_EXECUTION}---\n${ORDERS_TASK}` });
const offline = ['--account-file', ACCOUNT];

test('plan shows drift with its direction, what would be done and the next command, and exits 2', async () => {
  const { status, stdout, stderr } = await run(['plan', specs, ...offline]);
  expect(stderr).toBe('');
  expect(stdout).toContain('critical  managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]');
  expect(stdout).toContain('Live access is wider');
  expect(stdout).toContain('· detach arn:aws:iam::aws:policy/AdministratorAccess');
  expect(stdout).toContain('2 roles in account 111122223333: 1 in sync, 1 drifted.');
  expect(stdout).toContain(`Next: rolecall apply ${specs} --account-file ${ACCOUNT}`);
  expect(status).toBe(2);
});

test('plan of roles in sync exits 0 and names no next command', async () => {
  const { status, stdout } = await run(['plan', specs, ...offline, '--role', 'ORDERS-EXECUTION']);
  expect(stdout).toBe('1 role in account 111122223333: 1 in sync.\n');
  expect(status).toBe(0);
});

test('plan --format json prints a report that keeps to the shipped schema, and nothing else', async () => {
  const { status, stdout } = await run(['plan', specs, ...offline, '--format', 'json']);
  const report = JSON.parse(stdout) as { roles: { name: string; status: string }[]; startedAt: string };
  expect(() => checkDriftReport(report)).not.toThrow();
  expect(report.roles.map(({ name, status: each }) => [name, each])).toEqual([
    ['orders-execution', 'InSync'],
    ['orders-task', 'Drifted'],
  ]);
  expect(report.startedAt).toBe('2026-11-22T08:00:00.000Z');
  expect(status).toBe(2);
});

test('plan --format aws prints commands of the AWS command line', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '--format', 'aws']);
  expect(stdout).toContain(
    'aws iam detach-role-policy --role-name orders-task --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
  );
});

test('plan --format markdown prints Markdown', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '--format', 'markdown']);
  expect(stdout).toContain('## `orders-task`: drifted');
});

test('plan - reads standard input', async () => {
  const { status, stdout } = await run(['plan', '-', ...offline], { stdin: ORDERS_EXECUTION });
  expect(stdout).toContain('1 in sync');
  expect(status).toBe(0);
});

test('a label chooses roles', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '-l', 'team=orders']);
  expect(stdout).toContain('1 role in account 111122223333: 1 drifted.');
});

test('a label or a role that nothing carries is an error, with what was probably meant', async () => {
  const label = await run(['plan', specs, ...offline, '-l', 'team=other']);
  expect(label).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('team=other') });
  const role = await run(['plan', specs, ...offline, '--role', 'order-task']);
  expect(role).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Did you mean "orders-task"?') });
});

test('colours come with FORCE_COLOR and go with NO_COLOR', async () => {
  const colored = '\u001b[';
  expect((await run(['plan', specs, ...offline], { env: { FORCE_COLOR: '1' } })).stdout).toContain(colored);
  expect((await run(['plan', specs, ...offline], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(colored);
  expect((await run(['plan', specs, ...offline])).stdout).not.toContain(colored);
});

test('an emptied folder is said loudly, exits 1 and plans no deletion', async () => {
  const { status, stdout } = await run(['plan', folderWith({}), ...offline, '--format', 'json']);
  const report = JSON.parse(stdout) as { problems: { message: string }[]; roles: { actions: unknown[] }[] };
  expect(report.problems[0]?.message).toContain('holds no spec');
  expect(report.roles.flatMap(({ actions }) => actions)).toEqual([]);
  expect(status).toBe(1);
});

test('a bad spec stops its role, with the line and a caret, and not the others', async () => {
  const bad = folderWith({ 'bad.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/'), 'good.yaml': ORDERS_EXECUTION });
  const { status, stdout } = await run(['plan', bad, ...offline]);
  expect(stdout).toMatch(/bad\.yaml:7:3: error: .*path/);
  expect(stdout).toContain('  7 |   pth: /ecs/\n    |   ^\n');
  expect(stdout).toContain('1 in sync, 1 invalid');
  expect(status).toBe(1);
});

test('the guards are read with --config, and guards with an error stop everything', async () => {
  const guards = (spec: string) => `apiVersion: rolecall/v1\nkind: Controller\nspec:\n  ${spec}\n`;
  const folder = folderWith({ 'good.yml': guards('owner: platform'), 'bad.yml': guards('ownr: x') });
  const other = await run(['plan', specs, ...offline, '--config', `${folder}/good.yml`]);
  expect(other.stdout).toContain('OtherOwner');
  expect(other.status).toBe(2);
  const bad = await run(['plan', specs, ...offline, '--config', `${folder}/bad.yml`]);
  expect(bad).toMatchObject({ status: 1, stdout: '' });
  expect(bad.stderr).toMatch(/bad\.yml:4:3: error/);
});

test('rolecall.yml of the current folder holds the guards, and is no spec', async () => {
  const guards = 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  owner: platform\n';
  const before = process.cwd();
  process.chdir(folderWith({ 'rolecall.yml': guards, 'orders.yaml': ORDERS_TASK }));
  try {
    const { stdout } = await run(['plan', '.', ...offline]);
    expect(stdout).toContain('OtherOwner');
    expect(stdout).toContain('1 role in account 111122223333: 1 refused.');
    expect((await run(['validate', '.'])).stdout).toBe('1 file, 1 role: no problems.\n');
  } finally {
    process.chdir(before);
  }
});

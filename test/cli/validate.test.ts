import { afterAll, expect, test } from '@jest/globals';
import { folderWith, ORDERS_EXECUTION, ORDERS_TASK, removeFolders, run } from './console.ts';

afterAll(removeFolders);

test('validate of good specs says how many there are and exits 0, without credentials', async () => {
  const folder = folderWith({ 'a.yaml': ORDERS_TASK, 'b/c.yaml': ORDERS_EXECUTION });
  expect(await run(['validate', folder])).toMatchObject({ status: 0, stdout: '2 files, 2 roles: no problems.\n', stderr: '' });
});

test('validate shows every problem of every file as compilers do, and exits 1', async () => {
  const folder = folderWith({
    'a.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/'),
    'b.yaml': ORDERS_EXECUTION.replace('service-role/AmazonECSTask', 'AmazonECSTask'),
  });
  const { status, stdout } = await run(['validate', folder]);
  expect(stdout).toMatch(/a\.yaml:7:3: error: .*path.*\n {2}7 \| {3}pth: \/ecs\/\n {4}\| {3}\^\n/);
  expect(stdout).toMatch(/b\.yaml:7:7: error: .*service-role\/AmazonECSTaskExecutionRolePolicy/);
  expect(stdout).toMatch(/2 files, 2 roles: 2 errors\.\n$/);
  expect(status).toBe(1);
});

test('validate --format json is for machines', async () => {
  const folder = folderWith({ 'a.yaml': ORDERS_TASK.replace('kind: TaskRole', 'kind: TaskRol') });
  const { stdout } = await run(['validate', folder, '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'Validation', files: 1, problems: [{ line: 2, severity: 'error' }] });
});

test('validate of a folder without specs says so and exits 1', async () => {
  const { status, stdout } = await run(['validate', folderWith({ 'notes.txt': 'x' })]);
  expect(stdout).toContain('holds no spec');
  expect(status).toBe(1);
});

test('a terminal is not steered by what a spec says', async () => {
  const folder = folderWith({ 'a.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  "\\e[2Jtrust\u202e": {}') });
  const { stdout } = await run(['validate', folder]);
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import type { AuditReport } from '../../audit/types.ts';
import { vulnerableExport } from '../account/vulnerable-account.ts';
import { ACCOUNT, folderWith, ORDERS_TASK, removeFolders, run } from '../cli/console.ts';
import { EXPORTED_ACCOUNT } from './exported-account.ts';

afterAll(removeFolders);

const ORDERS = fileURLToPath(new URL('../cases/task-definitions/orders.json', import.meta.url));
const region = ['--region', 'eu-west-1'];

/** Severity and rule of what is found about a role of the example, in an exported account. */
async function foundIn(account: string, role: string, ...more: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(['audit', ORDERS, '--account-file', account, ...region, '--format', 'json', ...more]);
  const findings: { rule: string; role: string }[] = JSON.parse(stdout).taskDefinitions[0].findings;
  return findings.filter((finding) => finding.role === role).map(({ rule }) => rule);
}

test('from a failing audit to a clean one: generate the role, audit it as declared, apply it, audit it again', async () => {
  expect(await foundIn(ACCOUNT, 'orders-execution')).toContain('ExecutionPermissionMissing');
  const generated = await run(['generate', ORDERS, '--account-id', '111122223333', ...region]);
  const folder = folderWith({ 'roles/execution.yaml': generated.stdout, 'roles/task.yaml': ORDERS_TASK });
  const specs = `${folder}/roles`;
  expect(await foundIn(ACCOUNT, 'orders-execution', '--specs', specs)).toEqual(['RoleDrifted']);
  expect(await foundIn(ACCOUNT, 'orders-task', '--specs', specs)).toEqual(['RoleDrifted']);
  const after = `${folder}/after.json`;
  await run(['apply', specs, '--account-file', ACCOUNT, ...region, '--yes', '--out', after]);
  const audited = await run(['audit', ORDERS, '--account-file', after, ...region, '--specs', specs, '--fail-on', 'info']);
  expect(audited.stdout).toContain('1 task definition for account 111122223333: 1 clean');
  expect(audited.status).toBe(0);
});

test('a role that only its spec declares is pending until it is applied', async () => {
  const value = { family: 'web', executionRoleArn: 'web-execution', containerDefinitions: [{ name: 'app', image: 'nginx' }] };
  const folder = folderWith({ 'web.json': JSON.stringify(value) });
  const generated = await run(['generate', `${folder}/web.json`, '--account-id', '111122223333', ...region]);
  const specs = folderWith({ 'web.yaml': generated.stdout });
  const argv = ['audit', `${folder}/web.json`, '--specs', specs, ...region];
  const before = await run([...argv, '--account-file', ACCOUNT]);
  expect(before).toMatchObject({ status: 0, stdout: expect.stringContaining('web-execution') });
  await run(['apply', specs, '--account-file', ACCOUNT, ...region, '--yes', '--out', `${folder}/after.json`]);
  const after = await run([...argv, '--account-file', `${folder}/after.json`, '--fail-on', 'info']);
  expect(after).toMatchObject({ status: 0, stdout: expect.stringContaining('1 clean') });
  expect((await run(['audit', `${folder}/web.json`, '--account-file', ACCOUNT, ...region])).stdout).toContain('RoleMissing');
});

test('a real account: one list with a task definition for each of its roles is audited whole', async () => {
  const exported = vulnerableExport();
  const roles = exported.RoleDetailList.filter(({ Arn }) => Arn.includes(`::${EXPORTED_ACCOUNT}:`));
  const definitions = roles.map(({ Arn, RoleName }) => ({
    family: RoleName.replace(/[^\w-]/g, '-'),
    taskRoleArn: Arn,
    containerDefinitions: [{ name: 'app', image: 'nginx' }],
  }));
  const folder = folderWith({ 'account.json': JSON.stringify(exported), 'all.json': JSON.stringify(definitions) });
  const account = ['--account-file', `${folder}/account.json`, '--account-id', EXPORTED_ACCOUNT];
  const { status, stdout } = await run(['audit', `${folder}/all.json`, ...account, ...region, '--format', 'json']);
  const report: AuditReport = JSON.parse(stdout);
  expect(report).toMatchObject({ complete: true, summary: { taskDefinitions: roles.length } });
  const escalating = report.taskDefinitions.filter(({ findings }) => findings.some(({ rule }) => rule === 'PrivilegeEscalation'));
  expect(escalating.map(({ family }) => family)).toContain('privesc1-CreateNewPolicyVersion-role');
  expect(escalating.filter(({ family }) => family.startsWith('fp'))).toEqual([]);
  expect(status).toBe(2);
});

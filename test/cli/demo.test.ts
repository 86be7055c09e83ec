import { expect, test } from '@jest/globals';
import { run } from './console.ts';

test('the tour shows drift, corrects it, and ends in sync', async () => {
  const { status, stdout, stderr } = await run(['demo']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const steps = [
    'critical managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]',
    '- - s3:DeleteObject',
    'anyone in account 999999999999 may assume this role',
    '4 roles for account 111122223333: 1 in sync, 3 drifted.',
    '1 in sync, 3 corrected.',
    '4 roles for account 111122223333: 4 in sync.',
  ];
  const read = stdout.replace(/\s+/g, ' ');
  const places = steps.map((step) => read.indexOf(step));
  expect(places).not.toContain(-1);
  expect([...places].sort((one, other) => one - other)).toEqual(places);
});

test('the tour ends with commands for a folder named roles', async () => {
  const { stdout } = await run(['demo']);
  expect(stdout).toContain('rolecall import --ecs --account-file account.json --out roles');
  expect(stdout).toContain('rolecall plan roles --account-file account.json');
});

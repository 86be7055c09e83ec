import { expect, test } from '@jest/globals';
import { countingIam } from '../../controller/counting-iam.ts';
import { newAccount } from '../world.ts';

test('Every call counts by its name, also one that fails', async () => {
  const iam = countingIam(newAccount());
  expect(iam.counts()).toEqual({});
  await iam.call('ListRoles', {});
  await iam.call('ListRoles', {});
  await expect(iam.call('GetRole', { RoleName: 'none' })).rejects.toThrow();
  expect(iam.counts()).toEqual({ ListRoles: 2, GetRole: 1 });
});

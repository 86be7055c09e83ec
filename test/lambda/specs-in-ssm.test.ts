import { describe, expect } from '@jest/globals';
import { beginning, logged, scenario } from './scenario.ts';
import { spec } from './specs.ts';

describe('Specs in the Parameter Store, beside the bucket', () => {
  scenario(
    'make their roles; a SecureString is refused loudly, and stops nothing else',
    { parameters: { SpecParameterPath: '/roles' } },
    async (world) => {
      await beginning(world);
      await world.putSpec('billing.yaml', spec('billing'));
      await world.putSpecParameter('/roles/orders', spec('orders'));
      const put = await world.deliver();
      expect(put.messages).toBe(2);
      const created = ['iam:CreateRole', 'iam:PutRolePolicy'];
      expect([...put.writes].sort()).toEqual([...created, ...created].sort());

      await world.putSpecParameter('/roles/secret', spec('secret'), 'SecureString');
      await world.putSpecParameter('/roles/orders', spec('orders', 'dynamodb:Query'));
      const refused = await world.deliver();
      expect(refused.writes).toEqual(['iam:PutRolePolicy']);
      const [warning] = logged('spec is wrong', refused);
      expect(warning).toMatchObject({ level: 'WARN', at: [expect.stringContaining('ssm:/roles/secret is a SecureString.')] });
      const roles = (await world.state())?.roles ?? {};
      expect(Object.keys(roles).sort()).toEqual(['billing', 'orders']);
      expect(roles.orders?.spec).toMatchObject({ file: 'ssm:/roles/orders', version: '2' });
      expect((await world.state())?.sources).toMatchObject({ 'ssm:/roles': {} });
    },
  );
});

import { CreateClusterCommand, CreateServiceCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { rolesInUse } from '../../adapters/ecs/roles-in-use.ts';
import { inAccount, motoEndpoint, newAccountId } from './moto-account.ts';

const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;

test('the roles of the newest revisions and of what services run are in use', async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = inAccount(new ECSClient({ endpoint: motoEndpoint(), region: 'eu-west-1', credentials }), newAccountId());
  const register = (family: string, role: string) =>
    client.send(
      new RegisterTaskDefinitionCommand({
        family,
        taskRoleArn: arn(role),
        executionRoleArn: arn('execution'),
        containerDefinitions: [{ name: 'app', image: 'app', memory: 128 }],
      }),
    );
  await register('orders', 'orders-old');
  await client.send(new CreateClusterCommand({ clusterName: 'main' }));
  await client.send(
    new CreateServiceCommand({ cluster: 'main', serviceName: 'web', taskDefinition: 'orders:1', desiredCount: 1 }),
  );
  await register('orders', 'orders-new');
  await register('billing', 'billing-old');
  await register('billing', 'billing-new');
  expect([...(await rolesInUse(client))].sort()).toEqual(['billing-new', 'execution', 'orders-new', 'orders-old'].map(arn));
});

import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
} from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { rolesInUse } from '../../../adapters/ecs/roles-in-use.ts';

const client = new ECSClient({ region: 'eu-west-1' });
const ecs = mockClient(client);
const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;

function describes(taskDefinition: string, roles: { taskRoleArn?: string; executionRoleArn?: string }): void {
  ecs.on(DescribeTaskDefinitionCommand, { taskDefinition }).resolves({ taskDefinition: roles });
}

beforeEach(() => {
  ecs.reset();
  ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: ['orders'], nextToken: 'more' });
  ecs.on(ListTaskDefinitionFamiliesCommand, { nextToken: 'more' }).resolves({ families: ['billing'] });
  ecs.on(ListClustersCommand).resolves({ clusterArns: ['main'] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: ['web'] });
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ taskDefinition: 'orders:7', deployments: [{ taskDefinition: 'orders:7' }, { taskDefinition: 'orders:6' }] }],
  });
  describes('orders', { taskRoleArn: arn('orders-task'), executionRoleArn: arn('execution') });
  describes('billing', { executionRoleArn: arn('execution') });
  describes('orders:7', { taskRoleArn: arn('orders-task') });
  describes('orders:6', { taskRoleArn: arn('orders-old') });
});

describe('the roles in use', () => {
  test("are those of every family's newest revision and of what services run, on every page", async () => {
    expect([...(await rolesInUse(client))].sort()).toEqual([arn('execution'), arn('orders-old'), arn('orders-task')]);
  });

  test.each([
    ['a page of families', ListTaskDefinitionFamiliesCommand],
    ['the clusters', ListClustersCommand],
    ['the services', ListServicesCommand],
    ['a service', DescribeServicesCommand],
    ['a task definition', DescribeTaskDefinitionCommand],
  ] as const)('are not known when %s cannot be read', async (_, command) => {
    ecs.on(command as typeof ListClustersCommand).rejects(new Error('AccessDenied'));
    await expect(rolesInUse(client)).rejects.toThrow('AccessDenied');
  });

  test('are not known when a service is missing from its description', async () => {
    ecs.on(DescribeServicesCommand).resolves({ services: [], failures: [{ arn: 'web', reason: 'MISSING' }] });
    await expect(rolesInUse(client)).rejects.toThrow('web: MISSING');
  });
});

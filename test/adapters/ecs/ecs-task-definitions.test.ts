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
import { EcsTaskDefinitions } from '../../../adapters/ecs/ecs-task-definitions.ts';
import { readTaskDefinitions } from '../../../audit/task-definition/read.ts';

const client = new ECSClient({ region: 'eu-west-1' });
const ecs = mockClient(client);
const arn = (name: string) => `arn:aws:ecs:eu-west-1:111122223333:task-definition/${name}`;
const refusal = (name: string, message: string) => Object.assign(new Error(message), { name });

function defined(reference: string, name: string): void {
  const [family, revision] = name.split(':');
  const taskDefinition = {
    taskDefinitionArn: arn(name),
    family,
    revision: Number(revision),
    containerDefinitions: [{ name: 'app', image: 'x' }],
    registeredAt: new Date('2026-01-15T09:15:22Z'),
  };
  ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: reference }).resolves({ taskDefinition });
}

function described(): readonly (string | undefined)[] {
  return ecs.commandCalls(DescribeTaskDefinitionCommand).map((call) => call.args[0].input.taskDefinition);
}

let regions: string[];
let reader: EcsTaskDefinitions;

beforeEach(() => {
  ecs.reset();
  regions = [];
  reader = new EcsTaskDefinitions(async (region) => {
    regions.push(region);
    return client;
  });
  ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: ['orders'], nextToken: 'more' });
  ecs.on(ListTaskDefinitionFamiliesCommand, { nextToken: 'more' }).resolves({ families: ['billing'] });
  ecs.on(ListClustersCommand).resolves({ clusterArns: ['main'] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: ['web'] });
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ taskDefinition: arn('orders:7'), deployments: [{ taskDefinition: arn('orders:6') }] }],
  });
  defined('orders', 'orders:7');
  defined('billing', 'billing:2');
  defined(arn('orders:6'), 'orders:6');
});

describe('A task definition of ECS', () => {
  test('is described in its region, as the audit reads it', async () => {
    const description = await reader.describe('orders', 'eu-west-1');
    const value = description.described ? description.value : undefined;
    const context = { accountId: '999999999999', partition: 'aws', region: undefined };
    expect(readTaskDefinitions(value, context)).toMatchObject({
      ok: true,
      definitions: [{ definition: { arn: arn('orders:7'), revision: 7, context: { region: 'eu-west-1' } } }],
    });
    expect(regions).toEqual(['eu-west-1']);
  });

  test.each([
    ['ClientException', 'Unable to describe task definition.', /knows no such task definition in eu-west-1/],
    ['ClientException', 'Cannot do that.', /^AWS did not answer as expected \(Client: Cannot do that\.\)/],
    ['InvalidParameterException', 'Invalid id', /Give FAMILY, FAMILY:REVISION or an ARN/],
    ['AccessDeniedException', 'is not authorized', /^Access is denied\. Grant ecs:DescribeTaskDefinition/],
    ['ThrottlingException', 'Rate exceeded', /called too often in eu-west-1\. Try again later/],
    ['ServerException', 'Oops', /\(Server: Oops\)/],
    ['CredentialsProviderError', 'Could not load credentials from any providers', /^No AWS credentials were found/],
    ['TimeoutError', 'timed out', /could not be reached/],
  ])('that ends in %s (%s) is not described, and says why', async (name, message, reason) => {
    ecs.on(DescribeTaskDefinitionCommand).rejects(refusal(name, message));
    expect(await reader.describe('orders', 'eu-west-1')).toEqual({
      described: false,
      reason: expect.stringMatching(reason),
    });
  });

  test('of which ECS answers nothing is not described', async () => {
    ecs.on(DescribeTaskDefinitionCommand).resolves({});
    expect(await reader.describe('orders', 'eu-west-1')).toMatchObject({ described: false });
  });

  test('whose region has no client is not described', async () => {
    const lost = new EcsTaskDefinitions(() => Promise.reject(new Error('no such region')));
    expect(await lost.describe('orders', 'xx-1')).toEqual({
      described: false,
      reason: expect.stringContaining('no such region'),
    });
  });

  test('is described beside at most three others', async () => {
    let [running, most] = [0, 0];
    ecs.on(DescribeTaskDefinitionCommand).callsFake(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return { taskDefinition: {} };
    });
    await Promise.all(Array.from({ length: 12 }, (_, index) => reader.describe(`orders:${index}`, 'eu-west-1')));
    expect(most).toBe(4);
  });
});

describe('What can start tasks now', () => {
  test("is every family's newest revision and whatever services run, each once", async () => {
    expect(await reader.listCurrent('eu-west-1')).toEqual([arn('orders:7'), arn('billing:2'), arn('orders:6')]);
    expect(new Set(regions)).toEqual(new Set(['eu-west-1']));
  });

  test('is described with one call a revision', async () => {
    const current = await reader.listCurrent('eu-west-1');
    const descriptions = await Promise.all(current.map((reference) => reader.describe(reference, 'eu-west-1')));
    expect(descriptions).toEqual(
      current.map((taskDefinitionArn) => ({
        described: true,
        value: { taskDefinition: expect.objectContaining({ taskDefinitionArn }) },
      })),
    );
    expect(described()).toEqual(['orders', 'billing', arn('orders:6')]);
  });

  test('holds a family that cannot be described, by its name', async () => {
    ecs.on(DescribeTaskDefinitionCommand, { taskDefinition: 'billing' }).rejects(refusal('ServerException', 'Oops'));
    const current = await reader.listCurrent('eu-west-1');
    expect(current).toEqual([arn('orders:7'), 'billing', arn('orders:6')]);
    expect(await reader.describe('billing', 'eu-west-1')).toMatchObject({ described: false });
  });

  test.each([
    ['the families', ListTaskDefinitionFamiliesCommand],
    ['the clusters', ListClustersCommand],
    ['the services of a cluster', ListServicesCommand],
    ['what services run', DescribeServicesCommand],
  ] as const)('is not known when %s cannot be read', async (_, command) => {
    ecs.on(command as typeof ListClustersCommand).rejects(new Error('AccessDenied'));
    await expect(reader.listCurrent('eu-west-1')).rejects.toThrow('AccessDenied');
  });
});

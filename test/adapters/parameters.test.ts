import { GetParameterCommand, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { DeploymentUnreadable, publishedDeployment } from '../../adapters/deployment.ts';
import { SsmKillSwitch } from '../../adapters/kill-switch.ts';

const client = new SSMClient({ region: 'eu-west-1' });
const ssm = mockClient(client);

function refusal(name: string): SSMServiceException {
  return new SSMServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}

beforeEach(() => void ssm.reset());

describe('the kill switch', () => {
  const killSwitch = new SsmKillSwitch(client, '/rolecall/kill-switch');

  test.each(['suspend', 'observe', 'enforce'])('is set to %s', async (word) => {
    ssm.on(GetParameterCommand, { Name: '/rolecall/kill-switch' }).resolves({ Parameter: { Value: `${word}\n` } });
    expect(await killSwitch.read()).toBe(word);
  });

  test.each(['', 'Enforce', 'on', 'enforce,observe', 'AQICAHh…'])('is not understood where it says "%s"', async (word) => {
    ssm.on(GetParameterCommand).resolves({ Parameter: { Value: word } });
    expect(await killSwitch.read()).toBeUndefined();
  });

  test.each(['ParameterNotFound', 'AccessDeniedException', 'ThrottlingException'])('is unreadable on %s', async (name) => {
    ssm.on(GetParameterCommand).rejects(refusal(name));
    expect(await killSwitch.read()).toBeUndefined();
  });
});

describe('a published deployment', () => {
  const PUBLISHED = {
    queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/rolecall',
    state: 's3://state/controller',
    specs: ['s3://specs/roles'],
    killSwitch: '/rolecall/kill-switch',
  };
  const publishes = (Value: string) => ssm.on(GetParameterCommand).resolves({ Parameter: { Value } });

  test('is found by its name', async () => {
    ssm.on(GetParameterCommand, { Name: '/orders/deployment' }).resolves({ Parameter: { Value: JSON.stringify(PUBLISHED) } });
    expect(await publishedDeployment(client, 'orders')).toEqual(PUBLISHED);
  });

  test('is none where the parameter does not exist', async () => {
    ssm.on(GetParameterCommand).rejects(refusal('ParameterNotFound'));
    expect(await publishedDeployment(client, 'rolecall')).toBeUndefined();
  });

  test('may say more than this version knows', async () => {
    publishes(JSON.stringify({ ...PUBLISHED, later: 1 }));
    expect(await publishedDeployment(client, 'rolecall')).toEqual(PUBLISHED);
  });

  test.each([
    ['is empty', ''],
    ['is no JSON', 'deployed'],
    ['lacks the queue', JSON.stringify({ ...PUBLISHED, queueUrl: undefined })],
    ['names no specs as a list', JSON.stringify({ ...PUBLISHED, specs: 's3://specs' })],
  ])('is not understood where it %s', async (_, value) => {
    publishes(value);
    await expect(publishedDeployment(client, 'rolecall')).rejects.toBeInstanceOf(DeploymentUnreadable);
    await expect(publishedDeployment(client, 'rolecall')).rejects.toThrow('/rolecall/deployment does not describe a deployment');
  });

  test('that may not be read is no missing one', async () => {
    ssm.on(GetParameterCommand).rejects(refusal('AccessDeniedException'));
    await expect(publishedDeployment(client, 'rolecall')).rejects.toThrow(
      'The SSM parameter /rolecall/deployment cannot be read: access is denied. Grant ssm:GetParameter on it.',
    );
  });
});

import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { lookUpDeployment } from '../../cli/controller/look-up-deployment.ts';

const ssm = mockClient(SSMClient);
const client = new SSMClient({ region: 'eu-west-1' });
beforeEach(() => void ssm.reset());

/** What versions before people were told published. */
const EARLIER = {
  queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/rolecall-requests',
  state: 's3://rolecall-statebucket-1a2b3c/controller',
  specs: ['s3://specs'],
  killSwitch: '/rolecall/kill-switch',
};

function published(value: object) {
  ssm.on(GetParameterCommand, { Name: '/rolecall/deployment' }).resolves({ Parameter: { Value: JSON.stringify(value) } });
  return lookUpDeployment(client, 'rolecall');
}

describe('A deployment', () => {
  test('says where audits, alerts and reports lie', async () => {
    const places = { audits: 's3://elsewhere/audits', alerts: 's3://elsewhere/alerts', reports: 's3://elsewhere/reports' };
    expect(await published({ ...EARLIER, ...places })).toEqual({ found: 'yes', deployment: { ...EARLIER, ...places } });
  });

  test('of an earlier version, which does not say so, keeps them beside the state', async () =>
    expect(await published(EARLIER)).toEqual({
      found: 'yes',
      deployment: {
        ...EARLIER,
        audits: 's3://rolecall-statebucket-1a2b3c/audits',
        alerts: 's3://rolecall-statebucket-1a2b3c/alerts',
        reports: 's3://rolecall-statebucket-1a2b3c/reports',
      },
    }));
});

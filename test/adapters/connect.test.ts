import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../adapters/connect.ts';
import { startWire, type WireServer } from '../wire/server.ts';

const ENVIRONMENT = { ...process.env };
let server: WireServer;

beforeEach(async () => {
  server = await startWire({ call: async () => ({ SummaryMap: {} }) as never }, '444455556666');
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
});

afterEach(() => {
  process.env = { ...ENVIRONMENT };
  return server.close();
});

const connected = (more = {}) => connect({ endpoint: server.endpoint, ...more });

describe('connecting', () => {
  test('finds out whose account it is', async () => {
    expect(await connected()).toMatchObject({
      accountId: '444455556666',
      partition: 'aws',
      caller: expect.stringContaining(':444455556666:'),
    });
  });

  test('works without a region, and then knows none', async () => {
    const connection = await connected();
    expect(connection.region).toBeUndefined();
    expect(await connection.rolesInUse()).toBeUndefined();
    expect(await connection.iam.call('GetAccountSummary', {})).toBeDefined();
  });

  test('takes the region from the setting before the environment', async () => {
    process.env.AWS_REGION = 'eu-west-1';
    expect((await connected()).region).toBe('eu-west-1');
    expect((await connected({ region: 'eu-north-1' })).region).toBe('eu-north-1');
  });

  test('knows the older variable for the region too', async () => {
    process.env.AWS_DEFAULT_REGION = 'eu-west-2';
    expect((await connected()).region).toBe('eu-west-2');
  });

  test('names the profile that does not exist', async () => {
    await expect(connected({ profile: 'nobody' })).rejects.toMatchObject({
      name: 'ConnectionProblem',
      message: expect.stringContaining('"nobody"'),
    });
  });

  test('says when there are no credentials', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(connected()).rejects.toMatchObject({ message: expect.stringMatching(/^No AWS credentials were found\./) });
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { awsClients } from '../../adapters/aws-clients.ts';
import { QUIET } from '../../adapters/client-settings.ts';
import { knownAccount } from '../../adapters/known-account.ts';
import { startWire, type WireServer } from '../wire/server.ts';

const ENVIRONMENT = { ...process.env };
const ACCOUNT = { accountId: '444455556666', partition: 'aws', region: 'eu-west-1' };
let server: WireServer;

beforeEach(async () => {
  server = await startWire({ call: async () => ({ SummaryMap: {} }) as never }, ACCOUNT.accountId);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'AWS_PROFILE']) delete process.env[name];
});

afterEach(() => {
  process.env = { ...ENVIRONMENT };
  return server.close();
});

describe('an account that is known already', () => {
  test('is worked on without asking whose it is', async () => {
    const connection = knownAccount(ACCOUNT, { endpoint: server.endpoint });
    expect(connection).toMatchObject(ACCOUNT);
    await connection.iam.call('GetAccountSummary', {});
    expect([...server.calls.keys()]).toEqual(['GetAccountSummary']);
  });

  test('knows of no roles in use without a region', async () => {
    expect(await knownAccount({ ...ACCOUNT, region: undefined }).rolesInUse()).toBeUndefined();
  });

  test('reaches every service in its region, and waits for IAM and the others alike', async () => {
    const { clients } = knownAccount(ACCOUNT, { endpoint: server.endpoint });
    for (const client of [await clients.s3(), await clients.ssm(), await clients.sqs(), await clients.ecs()]) {
      expect(await client.config.region()).toBe('eu-west-1');
      expect(await client.config.maxAttempts()).toBe(7);
    }
  });

  test('waits for no silent server longer than a seventh of what a lease keeps in reserve', async () => {
    const { clients } = knownAccount(ACCOUNT, { endpoint: server.endpoint });
    for (const client of [await clients.s3(), await clients.ssm(), await clients.sqs(), await clients.ecs()]) {
      const waits = (client.config.requestHandler as NodeHttpHandler).httpHandlerConfigs();
      // The client fills its settings in with its first request.
      await client.config.requestHandler
        .handle({ protocol: 'http:', hostname: '127.0.0.1', port: 1, path: '/', method: 'GET', headers: {} } as never)
        .catch(() => {});
      expect({ ...waits, ...(client.config.requestHandler as NodeHttpHandler).httpHandlerConfigs() }).toMatchObject({
        connectionTimeout: 5000,
        socketTimeout: 10_000,
      });
    }
  });
});

describe('the clients', () => {
  const settings = { logger: QUIET, region: 'eu-west-1' };

  test('are made once each', async () => {
    const clients = awsClients(settings);
    expect(await clients.sqs()).toBe(await clients.sqs());
  });

  test('of ECS are made once for each region that is asked for', async () => {
    const clients = awsClients(settings);
    const frankfurt = await clients.ecs('eu-central-1');
    expect(await frankfurt.config.region()).toBe('eu-central-1');
    expect(await frankfurt.config.maxAttempts()).toBe(7);
    expect(await clients.ecs('eu-central-1')).toBe(frankfurt);
    expect(await (await clients.ecs()).config.region()).toBe('eu-west-1');
  });

  test.each([
    ['AWS itself', {}, {}, false],
    ['a server of the setting', { endpoint: 'http://127.0.0.1:1' }, {}, true],
    ['a server of the environment', {}, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, true],
    ["a server of the environment for S3's sake", {}, { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' }, true],
  ])('of %s name buckets in the path: %j %j %s', async (_, more, environment, inPath) => {
    Object.assign(process.env, environment);
    const s3 = await awsClients({ ...settings, ...more }).s3();
    expect(s3.config.forcePathStyle).toBe(inPath);
    expect(s3.config.followRegionRedirects).toBe(true);
  });
});

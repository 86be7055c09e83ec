import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, removeFolders, run } from '../cli/console.ts';
import { motoEndpoint, newAccountId } from './moto-account.ts';
import { type MotoClients, motoClients, newBucket, put } from './moto-clients.ts';

const ENVIRONMENT = { ...process.env };
/** The command line's own credentials are for the server's default account. */
const OWN_ACCOUNT = '123456789012';
let clients: MotoClients;
let unique: string;
let bucket: string;

beforeAll(() => {
  clients = motoClients(OWN_ACCOUNT);
});

beforeEach(async () => {
  unique = newAccountId();
  bucket = await newBucket(clients.s3, `specs-${unique}`);
  process.env = {
    ...ENVIRONMENT,
    AWS_ENDPOINT_URL: motoEndpoint(),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'us-east-1',
  };
});

afterAll(() => {
  process.env = ENVIRONMENT;
  removeFolders();
});

describe('specs on the command line', () => {
  test('come from S3, SSM, folders and standard input at once', async () => {
    const folder = folderWith({ 'task.yaml': ORDERS_TASK });
    await put(clients.s3, bucket, 'roles/execution.yaml', ORDERS_EXECUTION);
    const Value = ORDERS_TASK.replace('name: orders-task', 'name: billing-task');
    await clients.ssm.send(new PutParameterCommand({ Name: `/${unique}/billing`, Value, Type: 'String' }));
    const stdin = ORDERS_TASK.replace('name: orders-task', 'name: piped-task');
    const places = [folder, `s3://${bucket}/roles`, `ssm:/${unique}`, '-'];
    expect(await run(['validate', ...places], { stdin })).toMatchObject({
      status: 0,
      stdout: '4 files, 4 roles: no problems.\n',
    });
    const { stdout } = await run(['plan', ...places, '--format', 'json', '--account-file', ACCOUNT], { stdin });
    const { roles } = JSON.parse(stdout) as { roles: readonly { readonly name: string }[] };
    expect(roles.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['orders-task', 'orders-execution', 'billing-task', 'piped-task']),
    );
  });

  test('are named with their place where something is wrong with them', async () => {
    await put(clients.s3, bucket, 'a.yaml', ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/'));
    const { status, stdout } = await run(['validate', `s3://${bucket}`]);
    expect(stdout).toMatch(new RegExp(`s3://${bucket}/a\\.yaml:7:3: error: .*path`));
    expect(status).toBe(1);
  });

  test('are missed loudly in an empty place', async () => {
    const empty = await run(['validate', `s3://${bucket}`, `ssm:/${unique}`]);
    expect(empty.stdout).toContain(`s3://${bucket} holds no spec`);
    expect(empty.stdout).toContain(`ssm:/${unique} holds no spec`);
    expect(empty.status).toBe(1);
  });

  test('stop the command where a place cannot be listed', async () => {
    const { status, stdout, stderr } = await run(['plan', `s3://no-${bucket}/roles`, '--account-file', ACCOUNT]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      `rolecall: s3://no-${bucket}/roles cannot be listed: there is no such bucket. Check its name, or create it.\n`,
    );
  });

  test('stop the command where a place is misnamed, and say what to write', async () => {
    expect(await run(['validate', `s3:/${bucket}`])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Write s3://BUCKET/PREFIX'),
    });
  });

  test('need credentials even where the account is a file, and say so', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    const { status, stderr } = await run(['plan', `s3://${bucket}`, '--account-file', ACCOUNT]);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /cannot be listed: no AWS credentials were found to do so\. Sign in, for example with "aws sso login"/,
    );
  });

  test('say that parameters lie in a region', async () => {
    delete process.env.AWS_REGION;
    expect(await run(['validate', `ssm:/${unique}`])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Give --region'),
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSettings, WrongSettings } from '../../handlers/reconcile/settings.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-reconcile';
const OWN = 'arn:aws:iam::111122223333:role/rolecall/rolecall-reconcile';
const GUARDS = 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  mode: enforce\n  protectedRoles: [break-glass]\n';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rolecall-settings-'));
  writeFileSync(join(folder, 'rolecall.yml'), GUARDS);
});
afterAll(() => rmSync(folder, { recursive: true }));

function environment(changes: Readonly<Record<string, string | undefined>> = {}) {
  return {
    ROLECALL_SPECS: 's3://specs/roles, ssm:/rolecall/roles',
    ROLECALL_STATE: 's3://state/controller',
    ROLECALL_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/111122223333/rolecall',
    ROLECALL_KILL_SWITCH: '/rolecall/kill-switch',
    ROLECALL_OWN_ROLES: 'arn:aws:iam::111122223333:role/rolecall/*',
    ROLECALL_OWN_ROLE_ARN: OWN,
    ROLECALL_CONFIG: join(folder, 'rolecall.yml'),
    ...changes,
  };
}

async function complaints(
  changes: Readonly<Record<string, string | undefined>>,
  functionArn = FUNCTION,
): Promise<readonly string[]> {
  try {
    await readSettings(environment(changes), functionArn);
    return [];
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    return error.message.split('\n');
  }
}

describe('What is set right', () => {
  test('the account comes from the ARN of the function', async () => {
    expect((await readSettings(environment(), FUNCTION)).account).toEqual({
      accountId: '111122223333',
      partition: 'aws',
      region: 'eu-west-1',
    });
  });

  test('the variables become values', async () => {
    expect(await readSettings(environment(), FUNCTION)).toMatchObject({
      specs: ['s3://specs/roles', 'ssm:/rolecall/roles'],
      state: { bucket: 'state', prefix: 'controller' },
      queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/rolecall',
      killSwitch: '/rolecall/kill-switch',
      ownRoleArn: OWN,
      settlingSeconds: 120,
      leaseSeconds: 300,
    });
  });

  test("the guards are the packaged file's, and the controller's own roles are protected beside theirs", async () => {
    expect((await readSettings(environment(), FUNCTION)).guards).toMatchObject({
      mode: 'enforce',
      protectedRoles: ['break-glass', 'arn:aws:iam::111122223333:role/rolecall/*', OWN],
    });
  });

  test.each(['', '0', '30', '3600'])('settling may be set to %j', async (text) => {
    const { settlingSeconds } = await readSettings(environment({ ROLECALL_SETTLING_SECONDS: text }), FUNCTION);
    expect(settlingSeconds).toBe(Number(text || 120));
  });
});

describe('What is set wrong is named, with what it holds and what to write', () => {
  test.each<[string, string | undefined, string]>([
    ['ROLECALL_SPECS', undefined, 'ROLECALL_SPECS is not set: write where specs lie, separated by commas'],
    ['ROLECALL_SPECS', 's3://specs,', 'ROLECALL_SPECS is "s3://specs,": write where specs lie'],
    ['ROLECALL_SPECS', 'ssm:roles', 'ROLECALL_SPECS is "ssm:roles": write where specs lie'],
    ['ROLECALL_STATE', 'state', 'ROLECALL_STATE is "state": write where the state lies, as in s3://BUCKET/controller'],
    ['ROLECALL_QUEUE_URL', 'rolecall', 'ROLECALL_QUEUE_URL is "rolecall": write the URL of the queue'],
    ['ROLECALL_KILL_SWITCH', 'kill switch', 'ROLECALL_KILL_SWITCH is "kill switch": write the name of the SSM parameter'],
    ['ROLECALL_OWN_ROLES', 'rolecall-*', 'ROLECALL_OWN_ROLES is "rolecall-*": write patterns of the ARNs'],
    ['ROLECALL_OWN_ROLE_ARN', '', 'ROLECALL_OWN_ROLE_ARN is not set: write the ARN of the role of this function'],
    ['ROLECALL_SETTLING_SECONDS', '2m', 'ROLECALL_SETTLING_SECONDS is "2m": write whole seconds from 0 to 3600'],
    [
      'ROLECALL_LEASE_SECONDS',
      '10',
      'ROLECALL_LEASE_SECONDS is "10": write whole seconds from 30 to 3600, or leave it out for 300',
    ],
  ])('%s=%s', async (name, value, complaint) => {
    const [head, ...wrong] = await complaints({ [name]: value });
    expect(head).toBe('The settings are wrong, so nothing was looked at.');
    expect(wrong).toEqual([expect.stringContaining(complaint)]);
  });

  test('everything at once, the guards included', async () => {
    writeFileSync(join(folder, 'bad.yml'), 'apiVersion: rolecall/v1\nkind: Controller\nspec: { mode: loose, limit: 3 }\n');
    const wrong = await complaints({ ROLECALL_SPECS: '', ROLECALL_STATE: 'here', ROLECALL_CONFIG: join(folder, 'bad.yml') });
    expect(wrong).toEqual([
      'The settings are wrong, so nothing was looked at.',
      expect.stringContaining('ROLECALL_SPECS is not set'),
      expect.stringContaining('ROLECALL_STATE is "here"'),
      expect.stringMatching(/bad\.yml:3:/),
      expect.stringMatching(/bad\.yml:3:/),
    ]);
  });

  test.each([
    ['named', 'none.yml'],
    ['packaged', ''],
  ])('%s guards that are not there stop everything', async (_, name) => {
    expect(await complaints({ ROLECALL_CONFIG: name && join(folder, name) })).toEqual([
      'The settings are wrong, so nothing was looked at.',
      expect.stringMatching(
        /^The guards cannot be read \(.*(?:none\.yml|rolecall\.json).*\)\. Package the function again .*, or name a file of guards in ROLECALL_CONFIG\.$/,
      ),
    ]);
  });

  test('an ARN that is no function', async () => {
    expect(await complaints({}, 'arn:aws:sqs:eu-west-1:111122223333:q')).toEqual([
      'arn:aws:sqs:eu-west-1:111122223333:q is no ARN of a Lambda function, so the account is not known.',
    ]);
  });
});

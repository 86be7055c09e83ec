import { describe, expect, test } from '@jest/globals';
import { checkControllerStatus } from '../../report/status/status-schema.ts';
import { fullState } from '../report/status/full-state.ts';
import { run } from './console.ts';
import { DEPLOYMENT, DeployedAccount, type DeployedGiven } from './deployed-account.ts';

const STATE = fullState({
  roles: [
    { name: 'alpha', status: 'InSync', labels: { team: 'orders' } },
    { name: 'Orders-Task', status: 'Drifted', labels: { team: 'orders' } },
    { name: 'payments', status: 'Failed', labels: { team: 'payments' } },
  ],
});

async function status(given: DeployedGiven, ...argv: readonly string[]) {
  const account = new DeployedAccount(given);
  return { account, ...(await run(['status', ...argv], { connect: account.connect })) };
}

/** The first word of each row. */
function rowNames(table: string): readonly string[] {
  return table
    .split('\n')
    .filter((line) => / {3}(enforce|observe) {3}/.test(line))
    .map((line) => line.split(' ')[0] ?? '');
}

test('status shows every role, worst first, and exits as the worst of them', async () => {
  const { stdout, stderr, status: exit } = await status({ state: STATE });
  expect(rowNames(stdout)).toEqual(['payments', 'Orders-Task', 'alpha']);
  expect({ stderr, exit }).toEqual({ stderr: '', exit: 1 });
});

test('a label narrows the table and the exit status', async () => {
  const { stdout, status: exit } = await status({ state: STATE }, '-l', 'team=orders');
  expect(rowNames(stdout)).toEqual(['Orders-Task', 'alpha']);
  expect(exit).toBe(2);
});

test('a label that no role carries is told, and is no "all in sync"', async () => {
  const { stdout, stderr, status: exit } = await status({ state: STATE }, '-l', 'team=order');
  expect({ stdout, exit }).toEqual({ stdout: '', exit: 1 });
  expect(stderr).toContain('no such role with the label team=order');
});

test('status of one role tells all of it, whatever the case of its name', async () => {
  const { stdout, status: exit } = await status({ state: STATE }, 'orders-task');
  expect(stdout).toMatch(/^Name {6}Orders-Task\n/);
  expect(stdout).not.toContain('payments');
  expect(exit).toBe(2);
});

test('a role that the controller does not know is told with the name that was meant', async () => {
  const { stderr, status: exit } = await status({ state: STATE }, 'order-task');
  expect(stderr).toBe('rolecall: The controller knows no role "order-task". Did you mean "Orders-Task"?\n');
  expect(exit).toBe(1);
});

test('a name that is no role but one of JavaScript is unknown too', async () => {
  const { stderr, status: exit } = await status({ state: STATE }, 'constructor');
  expect(stderr).toContain('knows no role "constructor"');
  expect(exit).toBe(1);
});

test.each([['-o'], ['--format']])('status %s json keeps to the schema and holds what the table shows', async (flag) => {
  const { stdout } = await status({ state: STATE }, flag, 'json');
  const told = JSON.parse(stdout) as { roles: { name: string }[]; asOf: string };
  expect(() => checkControllerStatus(told)).not.toThrow();
  expect(told.roles.map(({ name }) => name)).toEqual(['payments', 'Orders-Task', 'alpha']);
  expect(told.asOf).toBe('2026-11-22T08:00:00.000Z');
});

describe('where the state is', () => {
  test('is what the deployment "rolecall" publishes, of the account of the credentials', async () => {
    const { account } = await status({ state: STATE }, '--profile', 'ops', '--region', 'eu-west-3');
    expect(account.lookedUp).toEqual(['rolecall']);
    expect(account.places).toEqual([[DEPLOYMENT.state, '111122223333']]);
    expect(account.settings).toEqual([expect.objectContaining({ profile: 'ops', region: 'eu-west-3' })]);
  });

  test('is what another deployment publishes with --deployment, and commands that are named repeat it', async () => {
    const brake = { hash: '9f2c61d04be7a318', message: 'Too many.', since: '2026-11-22T07:00:00.000Z' };
    const {
      account,
      stdout,
      status: exit,
    } = await status({ state: { ...fullState({ roles: [] }), brake } }, '--deployment', 'canary');
    expect(account.lookedUp).toEqual(['canary']);
    expect(stdout).toContain('rolecall approve 9f2c61d04be7a318 --deployment canary\n');
    expect(exit).toBe(2);
  });

  test('is taken as it is with --state, whatever account it is of', async () => {
    const { account } = await status({ state: STATE, lookup: { found: 'no' } }, '--state', 's3://other/controller');
    expect(account.lookedUp).toEqual([]);
    expect(account.places).toEqual([['s3://other/controller', undefined]]);
  });
});

describe('what keeps the state from being shown is one message with what to do', () => {
  const told: readonly (readonly [string, DeployedGiven, RegExp])[] = [
    [
      'no deployment',
      { lookup: { found: 'no' } },
      /^rolecall: No controller "rolecall" is deployed in account 111122223333, region eu-west-1.*--region.*docs\/operating\.md\.\n$/,
    ],
    [
      'a lookup that is refused',
      { lookup: { found: 'refused', message: 'Grant ssm:GetParameter on it.' } },
      /cannot be found\. Grant ssm:GetParameter on it\.\n$/,
    ],
    [
      'a state that cannot be read',
      { state: 'The state s3://state/controller cannot be read: access is denied.' },
      /^rolecall: The state s3:.* access is denied\.\n$/,
    ],
    ['no state yet', {}, /has not finished a pass.*rolecall reconcile/],
    [
      'a state that holds nothing but the lease of the command line',
      { state: fullState({ roles: [], runs: [] }) },
      /has not finished a pass/,
    ],
  ];
  test.each(told)('%s', async (_, given, message) => {
    const { stdout, stderr, status: exit } = await status(given);
    expect({ stdout, exit }).toEqual({ stdout: '', exit: 1 });
    expect(stderr).toMatch(message);
  });
});

test('what holds for the whole controller counts for the whole only', async () => {
  const braked = fullState({
    roles: [{ name: 'alpha', status: 'InSync', labels: { team: 'orders' } }],
    eventPathBrokenSince: '2026-11-22T05:00:00.000Z',
  });
  expect((await status({ state: braked })).status).toBe(2);
  expect((await status({ state: braked }, 'alpha')).status).toBe(0);
  expect((await status({ state: braked }, '-l', 'team=orders')).status).toBe(0);
});

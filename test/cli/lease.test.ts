import { afterAll, describe, expect, test } from '@jest/globals';
import type { ControllerState } from '../../controller/state/state.ts';
import type { EmbeddedAccount } from '../../iam/account/embedded-account.ts';
import { accountFromExports } from '../../iam/account/export.ts';
import { type IamApi, WRITE_CALLS } from '../../iam/api.ts';
import { fullState } from '../report/status/full-state.ts';
import { ACCOUNT, folderWith, ORDERS_TASK, readText, removeFolders, run } from './console.ts';
import { CALLER, DEPLOYMENT, DeployedAccount, type DeployedGiven } from './deployed-account.ts';

afterAll(removeFolders);

const folder = folderWith({
  'specs/orders.yaml': ORDERS_TASK,
  'guards.yml': 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  mode: enforce\n',
  'held.yml': 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  mode: enforce\n  limits: { changedRoles: 0 }\n',
});
const specs = [`${folder}/specs`, '--config', `${folder}/guards.yml`];
const AT_REST = fullState({ roles: [] });
const LEASE = { holder: 'run-42', expiresAt: '2026-11-22T08:01:30.000Z' };

function exported(): EmbeddedAccount {
  const filled = accountFromExports([{ file: 'account.json', value: JSON.parse(readText(ACCOUNT)) }], {});
  if (!filled.ok) throw new Error(filled.message);
  return filled.account;
}

/** An account that notes each write, with the state as it then was. */
function watched(account: IamApi, deployed: () => DeployedAccount) {
  const writes: { readonly call: string; readonly state: ControllerState | string | undefined }[] = [];
  const call = ((name, input) => {
    if ((WRITE_CALLS as readonly string[]).includes(name)) writes.push({ call: name, state: deployed().state });
    return account.call(name, input);
  }) as IamApi['call'];
  return { writes, iam: { call } as IamApi };
}

async function apply(given: DeployedGiven, ...argv: readonly string[]) {
  let deployed: DeployedAccount;
  const { writes, iam } = watched(exported(), () => deployed);
  deployed = new DeployedAccount({ ...given, iam });
  const ended = await run(['apply', ...specs, '--yes', ...argv], { connect: deployed.connect });
  return { ...ended, deployed, writes, calls: writes.map(({ call }) => call) };
}

function stateOf({ state }: { readonly state: ControllerState | string | undefined }): ControllerState {
  if (typeof state !== 'object') throw new Error('no state');
  return state;
}

describe('apply where a controller is deployed', () => {
  test('writes only while it holds the lease, which says who does', async () => {
    const { status, stderr, writes } = await apply({ state: AT_REST });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(writes.map(({ call }) => call)).toEqual(['DetachRolePolicy']);
    for (const write of writes) {
      expect(stateOf(write).lease).toEqual({ holder: `run-1 (rolecall apply by ${CALLER})`, expiresAt: expect.any(String) });
    }
  });

  test('puts down what it writes before it writes it, so that the brake counts it and the role settles', async () => {
    const { writes } = await apply({ state: AT_REST });
    expect(stateOf(writes[0] ?? { state: undefined }).writes).toEqual([
      { role: 'orders-task', impact: 'changed', at: '2026-11-22T08:00:00.000Z' },
    ]);
  });

  test('gives the lease up at its end, and leaves everything else as it was', async () => {
    const { deployed } = await apply({ state: { ...AT_REST, brake: { hash: 'a', message: 'b', since: LEASE.expiresAt } } });
    const { lease, brake, runs } = stateOf(deployed);
    expect({ lease, brake, runs }).toEqual({ lease: null, brake: expect.objectContaining({ hash: 'a' }), runs: AT_REST.runs });
    expect(deployed.places).toEqual([[DEPLOYMENT.state, '111122223333']]);
  });

  test('takes the lease also before the first pass of the controller', async () => {
    const { status, calls, deployed } = await apply({});
    expect({ status, calls }).toEqual({ status: 0, calls: ['DetachRolePolicy'] });
    expect(stateOf(deployed)).toMatchObject({ lease: null, roles: {}, runs: [] });
  });

  test('writes nothing while another run writes, and says who and until when', async () => {
    const { status, stderr, calls, deployed } = await apply({ state: { ...AT_REST, lease: LEASE } });
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toContain('run-42');
    expect(stderr).toContain(LEASE.expiresAt);
    expect(stateOf(deployed).lease).toEqual(LEASE);
  });

  test.each([
    ['observe', 'says observe'],
    ['suspend', 'says suspend'],
    [null, 'cannot be read, or says none of suspend, observe and enforce, which counts as observe'],
  ] as const)('writes nothing while the kill switch is %s, and says so', async (killSwitch, words) => {
    const { status, stderr, calls, deployed } = await apply({ state: AT_REST, killSwitch });
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toContain(`The kill switch /rolecall/kill-switch ${words}, so nothing was written. Give --without-lease`);
    expect(deployed.places).toEqual([]);
  });

  test('counts what was written within the hour, by whomever, towards the brake', async () => {
    const at = '2026-11-22T07:30:00.000Z';
    const written = Array.from({ length: 20 }, (_, index) => ({ role: `other-${index}`, impact: 'changed' as const, at }));
    const { status, stdout, calls } = await apply({ state: { ...AT_REST, writes: written } });
    expect({ status, calls }).toEqual({ status: 2, calls: [] });
    expect(stdout).toContain('20 of which were already written');
  });

  test('does not make a person wait for a role that was written moments ago', async () => {
    const writes = [{ role: 'orders-task', impact: 'changed' as const, at: '2026-11-22T07:59:30.000Z' }];
    expect((await apply({ state: { ...AT_REST, writes } })).calls).toEqual(['DetachRolePolicy']);
  });

  test('takes over a lease that ended, for a run that died left it behind', async () => {
    const ended = { ...LEASE, expiresAt: '2026-11-22T07:59:59.000Z' };
    const { status, calls } = await apply({ state: { ...AT_REST, lease: ended } });
    expect({ status, calls }).toEqual({ status: 0, calls: ['DetachRolePolicy'] });
  });

  test('writes nothing where the state cannot be read, and names the way round', async () => {
    const { status, stderr, calls } = await apply({ state: 'The state s3://state/controller cannot be read: access is denied.' });
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toMatch(/access is denied\. Nothing was written\. Give --without-lease/);
  });

  test('writes with --without-lease all the same, and says so', async () => {
    const { status, stderr, calls, deployed } = await apply({ state: { ...AT_REST, lease: LEASE } }, '--without-lease');
    expect({ status, calls }).toEqual({ status: 0, calls: ['DetachRolePolicy'] });
    expect(stderr).toContain('without the lease');
    expect(deployed.places).toEqual([]);
  });

  test('looks for the deployment that it is told to', async () => {
    const { deployed } = await apply({ state: AT_REST }, '--deployment', 'canary');
    expect(deployed.lookedUp).toEqual(['canary']);
  });

  test('repeats which deployment in the command that lets a held plan through', async () => {
    const guards = `${folder}/held.yml`;
    const { stdout, calls } = await apply({ state: AT_REST }, '--deployment', 'canary', '--config', guards);
    expect(calls).toEqual([]);
    expect(stdout).toMatch(/Next: rolecall apply \S+ .*--deployment canary --approve [0-9a-f]{16}\n/);
  });

  test('takes no lease where there is nothing to write', async () => {
    const deployed = new DeployedAccount({ state: AT_REST, iam: exported() });
    const { status } = await run(['plan', ...specs], { connect: deployed.connect });
    expect(status).toBe(2);
    expect(deployed.lookedUp).toEqual([]);
  });
});

describe('apply where no controller can be heeded', () => {
  test('where none is deployed it goes on, and says where it looked', async () => {
    const { status, stderr, calls } = await apply({ lookup: { found: 'no' } });
    expect({ status, calls }).toEqual({ status: 0, calls: ['DetachRolePolicy'] });
    expect(stderr).toBe(
      'No controller "rolecall" is deployed in account 111122223333, region eu-west-1, so none was heeded. If there is one elsewhere, give its --region.\n',
    );
  });

  test('a deployment that was named and is not there stops it', async () => {
    const { status, stderr, calls } = await apply({ lookup: { found: 'no' } }, '--deployment', 'rolecal');
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toContain('No controller "rolecal" is deployed');
  });

  test('where the user may not look, it goes on and says so', async () => {
    const lookup = { found: 'refused', message: 'Grant ssm:GetParameter on it.' } as const;
    const { status, stderr, calls } = await apply({ lookup });
    expect({ status, calls }).toEqual({ status: 0, calls: ['DetachRolePolicy'] });
    expect(stderr).toBe('Whether a controller writes here too is not known. Grant ssm:GetParameter on it.\n');
  });

  test('without a region it goes on and says so', async () => {
    const { status, stderr, calls, deployed } = await apply({ region: undefined });
    expect({ status, calls, lookedUp: deployed.lookedUp }).toEqual({ status: 0, calls: ['DetachRolePolicy'], lookedUp: [] });
    expect(stderr).toContain('give its --region');
  });

  test('where looking fails otherwise it writes nothing', async () => {
    const lookup = { found: 'unknown', message: 'AWS could not be reached (ENOTFOUND).' } as const;
    const { status, stderr, calls } = await apply({ lookup });
    expect({ status, calls }).toEqual({ status: 1, calls: [] });
    expect(stderr).toContain('AWS could not be reached (ENOTFOUND). Give --without-lease');
  });
});

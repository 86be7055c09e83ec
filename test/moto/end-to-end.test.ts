import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WRITE_CALLS } from '../../iam/api.ts';
import { folderWith, readText, removeFolders, run } from '../cli/console.ts';
import { BOUNDED_ROLE, boundedExport, type ExportedAccount, exportedRole } from '../end-to-end/exported-account.ts';
import { reformatted } from '../end-to-end/reformat.ts';
import { callsOf, driftsOf, reported } from '../end-to-end/report.ts';
import { TAMPERINGS, tamper, tamperedDrifts } from '../end-to-end/tamperings.ts';
import { type CountingProxy, countingProxy } from './counting-proxy.ts';
import { motoAccount, motoClient, newAccountId } from './moto-account.ts';
import { bring, movedExport, seedPolicies, seedRoles } from './seed.ts';

const folder = folderWith({});
const proxies: CountingProxy[] = [];

afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()));
  removeFolders();
});

/** The environment of a user whose credentials are for that account. */
function work(endpoint: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
  });
}

/** Names of roles that may be managed: those that are tampered with, and others up to that many. */
function roleNames(count: number): readonly string[] {
  const tampered = TAMPERINGS.map(({ role }) => role);
  const others = boundedExport()
    .RoleDetailList.map(({ RoleName }) => RoleName)
    .filter((name) => /^(AWS-QuickSetup|fn|fp|privesc)/.test(name) && !tampered.includes(name));
  const trusting = 'privesc-permissive-role-trust';
  return [...tampered, trusting, ...others.filter((name) => name !== trusting)].slice(0, count).sort();
}

/** An account of the server that holds roles of the export, and a way there for the command line. */
async function seeded(names: readonly string[], ours: readonly string[] = []) {
  const accountId = newAccountId();
  const client = motoClient(accountId);
  const account = movedExport(boundedExport(), accountId, names);
  for (const name of ours) exportedRole(account, name).Tags.push({ Key: 'rolecall:owner', Value: 'rolecall' });
  const iam = motoAccount(client);
  await seedPolicies(client, account);
  await seedRoles(iam, account);
  const proxy = await countingProxy(accountId);
  proxies.push(proxy);
  return { accountId, account, iam, proxy };
}

/** Unlike IAM, the server takes the action of a trust policy in one spelling only. */
const asWritten = (action: string) => action;

function writes(calls: readonly string[]): readonly string[] {
  return calls.filter((call) => (WRITE_CALLS as readonly string[]).includes(call));
}

describe('thirty roles of a real account, on an independent server', () => {
  const names = roleNames(30);
  const others = names.slice(0, 10);
  const specs = `${folder}/specs`;
  let live: Awaited<ReturnType<typeof seeded>>;

  beforeAll(async () => {
    live = await seeded(
      names,
      names.filter((name) => !others.includes(name)),
    );
    work(live.proxy.endpoint);
  }, 120_000);

  /** Tampers through the SDK, and writes every document of the other roles anew in other words. */
  async function tamperLive({ account, iam }: { account: ExportedAccount; iam: typeof live.iam }): Promise<void> {
    const after = structuredClone(account);
    tamper(after);
    for (const role of after.RoleDetailList.filter(({ RoleName }) => !TAMPERINGS.some((each) => each.role === RoleName))) {
      role.AssumeRolePolicyDocument = reformatted(role.AssumeRolePolicyDocument, asWritten);
      for (const policy of role.RolePolicyList) policy.PolicyDocument = reformatted(policy.PolicyDocument);
    }
    for (const role of after.RoleDetailList) await bring(iam, exportedRole(account, role.RoleName), role);
  }

  test('a plan of their imported specs finds every role in sync and writes nothing', async () => {
    const imported = await run(['import', '--out', specs]);
    expect(imported).toMatchObject({ status: 0, stdout: expect.stringContaining(`${names.length} specs written`) });
    expect(readText(specs, `${BOUNDED_ROLE}.yaml`)).toContain('permissionsBoundary: PowerUserAccess');
    const { status, report } = await reported('plan', specs);
    expect(driftsOf(report)).toEqual([]);
    expect(report).toMatchObject({ account: live.accountId, summary: { roles: names.length, inSync: names.length } });
    expect(status).toBe(0);
    expect(writes(live.proxy.takeCalls())).toEqual([]);
  });

  test('apply takes those that nobody owns over by their tag alone, and the next plan has nothing to do', async () => {
    expect((await run(['apply', specs, '--yes'])).status).toBe(0);
    expect(writes(live.proxy.takeCalls())).toEqual(others.map(() => 'TagRole'));
    const { status, report } = await reported('plan', specs);
    expect({ status, hash: report.planHash }).toEqual({ status: 0, hash: null });
  });

  test('plan shows exactly what somebody did, and no document that was only rewritten', async () => {
    await tamperLive(live);
    const { status, report } = await reported('plan', specs);
    expect(driftsOf(report)).toEqual(tamperedDrifts(live.accountId));
    expect(status).toBe(2);
  });

  test('apply corrects each of them with one call', async () => {
    live.proxy.takeCalls();
    const { status, report } = await reported('apply', specs, '--yes');
    expect(status).toBe(0);
    expect(report.summary).toMatchObject({ corrected: TAMPERINGS.length, inSync: names.length - TAMPERINGS.length });
    expect(callsOf(report)).toHaveLength(TAMPERINGS.length);
    expect(writes(live.proxy.takeCalls())).toHaveLength(TAMPERINGS.length);
    expect((await run(['plan', specs])).status).toBe(0);
  });

  test('a second apply makes no write call', async () => {
    live.proxy.takeCalls();
    const { status, stdout } = await run(['apply', specs, '--yes']);
    expect(stdout).toContain(`${names.length} in sync.`);
    expect(status).toBe(0);
    const calls = live.proxy.takeCalls();
    expect(calls).toContain('GetAccountAuthorizationDetails');
    expect(writes(calls)).toEqual([]);
  });
});

test('description and session duration, which an export cannot hold, are imported and put right together', async () => {
  const [RoleName = ''] = roleNames(1);
  const { iam, proxy } = await seeded([RoleName]);
  const specs = `${folder}/attributes`;
  work(proxy.endpoint);
  await iam.call('UpdateRole', { RoleName, Description: 'Records configuration', MaxSessionDuration: 7200 });
  await run(['import', '--out', specs]);
  expect((await run(['apply', specs, '--yes'])).status).toBe(0);
  await iam.call('UpdateRole', { RoleName, Description: 'Somebody was here', MaxSessionDuration: 43_200 });
  proxy.takeCalls();
  const { status, report } = await reported('apply', specs, '--yes');
  expect(driftsOf(report).map(({ unit, access }) => [unit, access])).toEqual([
    ['description', 'same'],
    ['maxSessionDuration', 'same'],
  ]);
  expect(status).toBe(0);
  expect(writes(proxy.takeCalls())).toEqual(['UpdateRole']);
  const { Role } = await iam.call('GetRole', { RoleName });
  expect(Role).toMatchObject({ Description: 'Records configuration', MaxSessionDuration: 7200 });
});

test('a plan of forty roles makes the very calls that a plan of ten makes', async () => {
  const calls: (readonly string[])[] = [];
  for (const count of [10, 40]) {
    const { proxy } = await seeded(roleNames(count));
    work(proxy.endpoint);
    await run(['import', '--out', `${folder}/${count}`]);
    proxy.takeCalls();
    const { status, stdout } = await run(['plan', `${folder}/${count}`]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`${count} in sync.`) });
    calls.push([...proxy.takeCalls()].sort());
  }
  const bulk = ['GetAccountAuthorizationDetails', 'GetCallerIdentity', 'ListRoles'];
  expect(calls).toEqual([bulk, bulk]);
});

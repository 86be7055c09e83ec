import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { LiveSettings } from '../../cli/account/live-account.ts';
import { openerFor } from '../../cli/report/open-in-browser.ts';
import type { TaskDefinitionReader } from '../../controller/audit/ports.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import { countingIam } from '../../controller/counting-iam.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import { IamError } from '../../iam/errors.ts';
import type { Overview } from '../../report/overview/overview.ts';
import { checkOverview } from '../../report/overview/overview-schema.ts';
import { auditsOf, type GivenResult } from '../alerts/observed-case.ts';
import { accountWith, type LiveRole } from '../reconciler/given.ts';
import { fullState, type GivenState } from '../report/status/full-state.ts';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, readText, removeFolders, run } from './console.ts';
import { DeployedAccount, type DeployedGiven } from './deployed-account.ts';

afterAll(removeFolders);

const offline = ['--account-file', ACCOUNT, '--region', 'eu-west-1'];
const orders = fileURLToPath(new URL('../cases/task-definitions/orders.json', import.meta.url));

/** What the audit keeps, in memory; a text says why it cannot be read. */
function storeOf(given: readonly GivenResult[] | string): AuditStore {
  const write = async () => undefined;
  if (typeof given === 'string') {
    const read = async () => Promise.reject(new StateUnreadable(given));
    return { index: { read, write }, result: () => ({ read, write }) };
  }
  const { index, results } = auditsOf(given, '2026-11-22T06:00:00.000Z');
  return {
    index: { read: async () => ({ value: index, version: '1' }), write },
    result: (region, family, revision) => {
      const value = results.find((one) => one.region === region && one.family === family && String(one.revision) === revision);
      if (value === undefined) return { read: async () => Promise.reject(new StateUnreadable('it is damaged')), write };
      return { read: async () => ({ value, version: '1' }), write };
    },
  };
}

/** `rolecall report` where a controller is deployed. */
async function deployed(given: DeployedGiven, audits: readonly GivenResult[] | string | undefined, ...argv: readonly string[]) {
  const account = new DeployedAccount(given);
  const looked: (readonly [string, string])[] = [];
  const auditStore = async (location: string, whose: string) => {
    looked.push([location, whose]);
    return storeOf(audits ?? []);
  };
  const connect = async (settings: LiveSettings) => {
    const live = await account.connect(settings);
    return audits === undefined ? live : { ...live, auditStore };
  };
  return { account, looked, ...(await run(['report', ...argv], { connect })) };
}

function overviewIn(stdout: string): Overview {
  const value: unknown = JSON.parse(stdout);
  checkOverview(value);
  return value as Overview;
}

const DRIFTED: GivenState = {
  roles: [
    { name: 'billing', status: 'InSync' },
    {
      name: 'orders-task',
      status: 'Drifted',
      drift: [{ unit: 'trustPolicy', kind: 'different', access: 'wider', severity: 'critical' }],
    },
  ],
};
const ADMIN: GivenResult = {
  family: 'orders',
  own: {
    taskRole: 'orders-task',
    findings: [{ rule: 'AdminAccess', severity: 'critical', role: 'orders-task', message: 'It may do everything' }],
  },
};

describe('from what the deployed controller knows', () => {
  test('roles and the findings of current task definitions are told, worst first, and the exit status is that of the worst', async () => {
    const { status, stdout, stderr, looked } = await deployed({ state: fullState(DRIFTED) }, [ADMIN], '--format', 'json');
    const { roles, taskDefinitions, coverage, complete, madeAt } = overviewIn(stdout);
    expect(roles.map(({ name }) => name)).toEqual(['orders-task', 'billing']);
    expect(taskDefinitions.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([['AdminAccess']]);
    expect({ coverage, complete, madeAt }).toEqual({
      coverage: { declared: 1, inUse: 1 },
      complete: true,
      madeAt: '2026-11-22T08:00:00.000Z',
    });
    expect({ status, stderr, looked }).toEqual({ status: 2, stderr: '', looked: [['s3://state/audits', '111122223333']] });
  });

  test('without any audit it tells of roles, and what is not known is not told', async () => {
    const { status, stdout } = await deployed({ state: fullState({ roles: [{ name: 'a', status: 'InSync' }] }) }, undefined);
    expect(stdout).toContain('1 role for account 111122223333: 1 in sync.');
    expect(stdout).not.toContain('task definition');
    expect(status).toBe(0);
  });

  test('audits that cannot be read are told, and the report is incomplete', async () => {
    const { status, stdout } = await deployed({ state: fullState(DRIFTED) }, 'The index cannot be read.', '--format', 'json');
    const { complete, notices, audit } = overviewIn(stdout);
    expect({ complete, notices, audit, status }).toEqual({
      complete: false,
      notices: ['No findings of the audit are told: The index cannot be read.'],
      audit: null,
      status: 1,
    });
  });

  test('a result that cannot be read is told, and the others are shown', async () => {
    const results = [ADMIN, { family: 'lost', unread: true }];
    const { status, stdout } = await deployed({ state: fullState(DRIFTED) }, results, '--format', 'json');
    const { complete, notices, taskDefinitions, coverage } = overviewIn(stdout);
    expect({ complete, coverage, status, count: taskDefinitions.length }).toEqual({
      complete: false,
      coverage: null,
      status: 1,
      count: 1,
    });
    expect(notices.join()).toContain('could not be read');
  });

  test('a broken event path is a reason to exit 2 though every role is in sync', async () => {
    const state = fullState({ roles: [{ name: 'a', status: 'InSync' }], eventPathBrokenSince: '2026-11-22T05:00:00.000Z' });
    const { status, stdout } = await deployed({ state }, []);
    expect(stdout).toContain('no event announces');
    expect(status).toBe(2);
  });

  test('the state is taken from another place with --state, and its audits from beside it', async () => {
    const { account, looked } = await deployed(
      { state: fullState(DRIFTED), lookup: { found: 'no' } },
      [],
      '--state',
      's3://other/x/controller',
    );
    expect(account.places).toEqual([['s3://other/x/controller', undefined]]);
    expect(looked).toEqual([['s3://other/x/audits', '111122223333']]);
  });

  test('SARIF holds what its audits found, and the drift of roles as a run of its own', async () => {
    const { stdout } = await deployed({ state: fullState(DRIFTED) }, [ADMIN], '--format', 'sarif');
    const { runs } = JSON.parse(stdout) as { runs: { results: { ruleId: string }[] }[] };
    expect(runs.map(({ results }) => results.map(({ ruleId }) => ruleId))).toEqual([['AdminAccess'], ['Drift/trustPolicy']]);
  });

  test('where none is deployed, that is one message with what to do', async () => {
    const { status, stdout, stderr } = await deployed({ lookup: { found: 'no' } }, []);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^rolecall: No controller "rolecall" is deployed/);
    expect(stderr).toMatch(
      /To report without one, look at the account now: give --specs DIR, and --account-file FILE offline\.\n$/,
    );
  });
});

describe('on the spot', () => {
  const specs = () => folderWith({ 'orders.yaml': ORDERS_TASK, 'execution.yaml': ORDERS_EXECUTION });

  test('an exported account is compared with specs, and the given task definitions are audited', async () => {
    const { status, stdout, stderr } = await run(['report', ...offline, '--specs', specs(), '--audit', orders]);
    expect(stdout).toContain('AdministratorAccess');
    expect(stdout).toMatch(/\d+ roles for account 111122223333/);
    expect(stdout).toMatch(/1 task definition for account 111122223333/);
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
  });

  test('its JSON keeps to the schema, and what is not known of the whole account is null', async () => {
    const argv = ['report', ...offline, '--specs', specs(), '--audit', orders, orders, '--format', 'json'];
    const overview = overviewIn((await run(argv)).stdout);
    const { coverage, unusedSpecs, changes, taskDefinitions, mode, roles } = overview;
    expect({ coverage, unusedSpecs, changes, mode }).toEqual({
      coverage: null,
      unusedSpecs: null,
      changes: null,
      mode: 'observe',
    });
    expect(taskDefinitions).toHaveLength(1);
    expect(roles.find(({ name }) => name === 'orders-task')?.labels).toEqual({ team: 'orders' });
  });

  test('an export that says which roles are in use tells the coverage', async () => {
    const used = ['arn:aws:iam::111122223333:role/orders-task', 'arn:aws:iam::111122223333:role/ecs/other'];
    const account = { ...(JSON.parse(readText(ACCOUNT)) as object), taskDefinitionRoles: used };
    const folder = folderWith({ 'account.json': JSON.stringify(account) });
    const argv = ['report', '--account-file', join(folder, 'account.json'), '--specs', specs(), '--format', 'json'];
    const { coverage, unusedSpecs } = overviewIn((await run(argv)).stdout);
    expect({ coverage, unusedSpecs }).toEqual({ coverage: { declared: 1, inUse: 2 }, unusedSpecs: ['orders-execution'] });
  });

  test('nobody is called the most drifting, for a single look does not know how often', async () => {
    const argv = ['report', ...offline, '--specs', specs()];
    expect((await run(argv)).stdout).not.toContain('Most drifting');
    const { mostDrifting, summary } = overviewIn((await run([...argv, '--format', 'json'])).stdout);
    expect({ mostDrifting, drifted: summary.drifted }).toEqual({ mostDrifting: [], drifted: 1 });
  });

  test('without specs it says how to come by them, and not that they are gone', async () => {
    const { notices } = overviewIn((await run(['report', ...offline, '--format', 'json'])).stdout);
    expect(notices).toEqual([
      'No specs are given, so no role is compared with any. Give those that you have with --specs DIR; if there are none yet, write them from what is there with "rolecall import --out DIR".',
    ]);
    const empty = await run(['report', ...offline, '--specs', folderWith({ 'a.yaml': '# nothing yet' }), '--format', 'json']);
    expect(overviewIn(empty.stdout).notices.join()).toContain('No spec declares a role.');
  });

  test('roles that the export leaves out are named, as far as anybody reads them', async () => {
    const account = JSON.parse(readText(ACCOUNT)) as { RoleDetailList: { Arn: string }[] };
    const [role] = account.RoleDetailList;
    const foreign = Array.from({ length: 10 }, (_, index) => ({ ...role, Arn: `arn:aws:iam::999999999999:role/other-${index}` }));
    const folder = folderWith({
      'account.json': JSON.stringify({ ...account, RoleDetailList: [...account.RoleDetailList, ...foreign] }),
    });
    const { stdout } = await run([
      'report',
      '--account-file',
      join(folder, 'account.json'),
      '--specs',
      specs(),
      '--format',
      'json',
    ]);
    const names = Array.from({ length: 8 }, (_, index) => `arn:aws:iam::999999999999:role/other-${index}`);
    expect(overviewIn(stdout).notices).toContain(
      `10 roles of other accounts in the export left out: ${names.join(', ')} and 2 more.`,
    );
  });

  test('without an audit there is none in it', async () => {
    const { stdout } = await run(['report', ...offline, '--specs', specs(), '--format', 'json']);
    expect(overviewIn(stdout).audit).toBeNull();
  });

  test('a file that holds no task definition makes it incomplete', async () => {
    const broken = join(folderWith({ 'broken.json': '{' }), 'broken.json');
    const { status, stdout } = await run(['report', ...offline, '--audit', broken, '--format', 'json']);
    const { complete, problems } = overviewIn(stdout);
    expect({ complete, files: problems.map(({ file }) => file), status }).toEqual({
      complete: false,
      files: [broken],
      status: 1,
    });
  });

  test('SARIF holds the findings', async () => {
    const { stdout, status } = await run(['report', ...offline, '--audit', orders, '--format', 'sarif']);
    const { runs } = JSON.parse(stdout) as { runs: { results: unknown[] }[] };
    expect(runs[0]?.results.length).toBeGreaterThan(0);
    expect(status).toBe(2);
  });

  test('SARIF holds the drift of roles, with or without an audit, in their specs', async () => {
    const { stdout, stderr, status } = await run(['report', ...offline, '--specs', specs(), '--format', 'sarif']);
    const { runs } = JSON.parse(stdout) as { runs: { results: { ruleId: string; locations: unknown[] }[] }[] };
    expect(runs.map(({ results }) => results.map(({ ruleId }) => ruleId))).toEqual([['Drift/managedPolicies']]);
    expect(JSON.stringify(runs[0]?.results[0]?.locations)).toMatch(/orders\.yaml.*"startLine":1/);
    expect({ stderr, status }).toEqual({ stderr: '', status: 2 });
  });

  /** A live account of so many roles, each used by a task definition of its own. */
  function fleet(count: number, policies: Partial<LiveRole>) {
    const names = Array.from({ length: count }, (_, index) => `family-${index}`);
    const iam = countingIam(accountWith(names.map((name) => ({ name, ...policies }))));
    const taskDefinitions: TaskDefinitionReader = {
      listCurrent: async () => names.map((name) => `${name}:1`),
      describe: async (reference) => {
        const family = reference.slice(0, -2);
        const taskDefinition = { family, revision: 1, taskRoleArn: family, containerDefinitions: [{ name: 'a', image: 'a' }] };
        return { described: true, value: { taskDefinition } };
      },
    };
    return { iam, names, connect: new DeployedAccount({ iam, taskDefinitions }).connect };
  }

  const roleSpec = (name: string) => ORDERS_EXECUTION.replaceAll('orders-execution', name);

  test('--all reads the account once, for the roles, for the audit and for the policies', async () => {
    const { connect, iam, names } = fleet(30, {
      inlinePolicies: { Tables: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } },
    });
    const specs = folderWith({ 'roles.yaml': names.map(roleSpec).join('---\n') });
    const { stdout } = await run(['report', '--specs', specs, '--all', '--format', 'json'], { connect });
    const { roles, taskDefinitions } = overviewIn(stdout);
    expect([roles.length, taskDefinitions.length]).toEqual([30, 30]);
    expect(iam.counts()).toMatchObject({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
    expect(Object.values(iam.counts()).every((count) => count === 1)).toBe(true);
    expect(roles[0]?.policies).toEqual({ managed: [], inline: ['Tables'] });
  });

  test('an account that cannot be read is asked once, and nothing of it is told', async () => {
    const { connect, names } = fleet(2, {});
    const failing = countingIam({ call: (call) => Promise.reject(new IamError(call, 'AccessDenied', 'no')) });
    const specs = folderWith({ 'roles.yaml': names.map(roleSpec).join('---\n') });
    const broken: typeof connect = async (settings) => ({ ...(await connect(settings)), iam: failing });
    const { stdout, status } = await run(['report', '--specs', specs, '--all', '--format', 'json'], { connect: broken });
    const { complete, roles } = overviewIn(stdout);
    expect({ complete, status, statuses: roles.map((role) => role.status) }).toEqual({
      complete: false,
      status: 1,
      statuses: ['Unknown', 'Unknown'],
    });
    expect(failing.counts()).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
  });

  test('Markdown is a page with tables', async () => {
    const { stdout } = await run(['report', ...offline, '--specs', specs(), '--format', 'markdown']);
    expect(stdout).toMatch(/^# Rolecall report, 2026-11-22 08:00 UTC\n/);
    expect(stdout).toContain('| role | status |');
  });
});

describe('into a file', () => {
  test('--out writes the report there, and says so beside it', async () => {
    const file = join(folderWith({}), 'new', 'report.html');
    const { status, stdout, stderr } = await run(['report', ...offline, '--format', 'html', '--out', file]);
    expect(readText(file)).toMatch(/^<!doctype html>/i);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `Wrote the report to ${file}.\n` });
    expect(status).toBe(0);
  });

  test('a file gets no colours', async () => {
    const file = join(folderWith({}), 'report.txt');
    await run(['report', ...offline, '--out', file], { env: { FORCE_COLOR: '1' } });
    expect(readText(file)).not.toContain('\u001b');
  });

  test('the export that is read is not written over', async () => {
    const file = join(folderWith({ 'account.json': readText(ACCOUNT) }), 'account.json');
    const { status, stderr } = await run(['report', '--account-file', file, '--out', file]);
    expect(stderr).toContain('is the export that is read');
    expect(status).toBe(1);
    expect(readText(file)).toBe(readText(ACCOUNT));
  });

  test('a place that cannot be written is one message', async () => {
    const { status, stderr } = await run(['report', ...offline, '--out', folderWith({ 'a/b': '' })]);
    expect(stderr).toMatch(/^rolecall: The report could not be written to /);
    expect(status).toBe(1);
  });
});

describe('--open', () => {
  /** A browser that puts down what it is asked to show. */
  function browser(): { readonly command: string; readonly shown: string } {
    const folder = folderWith({});
    const [command, shown] = [join(folder, 'browser'), join(folder, 'shown')];
    writeFileSync(command, `#!/bin/sh\nprintf '%s' "$1" > '${shown}.part' && mv '${shown}.part' '${shown}'\n`);
    chmodSync(command, 0o755);
    return { command, shown };
  }

  test('shows the file as one argument, whatever it is called', async () => {
    const { command, shown } = browser();
    const file = join(folderWith({}), '-a $(touch b); "c.html');
    await run(['report', ...offline, '--format', 'html', '--out', file, '--open'], { env: { BROWSER: command } });
    for (let waits = 0; !existsSync(shown) && waits < 100; waits++) await sleep(20);
    expect(readText(shown)).toBe(pathToFileURL(file).href);
  });

  test('without a browser the report is there all the same, and the exit status is its own', async () => {
    const file = join(folderWith({}), 'report.html');
    const argv = ['report', ...offline, '--format', 'html', '--out', file, '--open'];
    const { status, stderr } = await run(argv, { env: { BROWSER: '/nowhere/browser' } });
    expect(stderr).toMatch(/No browser could be started .*Open .*report\.html yourself\.\n$/);
    expect(existsSync(file)).toBe(true);
    expect(status).toBe(0);
  });

  test.each([
    ['darwin', 'open', ['file:///a']],
    ['win32', 'rundll32.exe', ['url.dll,FileProtocolHandler', 'file:///a']],
    ['linux', 'xdg-open', ['file:///a']],
  ] as const)('on %s %s is asked', (platform, command, args) => {
    expect(openerFor('file:///a', platform, undefined)).toEqual({ command, args });
  });

  test('a list of browsers, or one with arguments, is left to the platform', () => {
    for (const browser of ['a:b', 'firefox %s', 'firefox --new'])
      expect(openerFor('file:///a', 'linux', browser).command).toBe('xdg-open');
  });
});

describe('what cannot be meant together is refused before anything is read', () => {
  test.each([
    [['--open'], /--format html and --out FILE/],
    [['--open', '--format', 'html'], /--format html and --out FILE/],
    [['--open', '--out', 'a.txt'], /--format html and --out FILE/],
    [['--all', '--audit', 'a.json'], /--audit, or --all, not both/],
    [['--state', 's3://a/controller', '--specs', 'roles'], /one or the other/],
    [['--specs', '-', '--audit', '-'], /Standard input/],
  ])('%j', async (argv, message) => {
    const { status, stdout, stderr } = await run(['report', ...argv]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

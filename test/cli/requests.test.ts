import { describe, expect, test } from '@jest/globals';
import type { ControllerState } from '../../controller/state/state.ts';
import { fullState } from '../report/status/full-state.ts';
import { run } from './console.ts';
import { CALLER, DeployedAccount, type DeployedGiven } from './deployed-account.ts';

const WAITING = { corrected: [], driftedBack: [], waitsUntil: '2026-11-22T08:08:00.000Z', waitSeconds: 600 };
const CONTENT = {
  unit: 'permissionsBoundary',
  kind: 'content',
  access: 'wider',
  severity: 'high',
  tolerated: 'content',
} as const;

const STATE = fullState({
  roles: [
    { name: 'calm', status: 'InSync', relapses: { trustPolicy: { ...WAITING, waitsUntil: null } } },
    { name: 'Fought', status: 'Refused', relapses: { trustPolicy: WAITING } },
    { name: 'moved', status: 'Drifted', drift: [CONTENT] },
  ],
  brake: { hash: '9f2c61d04be7a318', message: '21 roles would be changed.', since: '2026-11-22T07:00:00.000Z' },
  approvals: [{ hash: 'aaaaaaaaaaaaaaaa', at: '2026-11-22T06:00:00.000Z' }],
});

async function command(given: DeployedGiven, ...argv: readonly string[]) {
  const account = new DeployedAccount(given);
  const ended = await run(argv, { connect: account.connect });
  return { ...ended, account, requests: account.sent.map(({ request }) => request) };
}

const by = CALLER;

describe('a request goes into the queue of the deployment, at once and in the name of the caller', () => {
  const asked: readonly (readonly [argv: string, request: object, follow: string])[] = [
    ['reconcile', { kind: 'reconcile', roles: null, by }, 'rolecall status'],
    ['reconcile calm', { kind: 'reconcile', roles: ['calm'], by }, 'rolecall status calm'],
    ['reconcile calm moved', { kind: 'reconcile', roles: ['calm', 'moved'], by }, 'rolecall status'],
    ['approve 9f2c61d04be7a318', { kind: 'approve', hash: '9f2c61d04be7a318', by }, 'rolecall status'],
    ['resume fought', { kind: 'resume', role: 'fought', by }, 'rolecall status fought'],
    ['accept moved', { kind: 'accept', role: 'moved', by }, 'rolecall status moved'],
  ];

  test.each(asked)('%s', async (argv, request, follow) => {
    const { account, stdout, stderr, status } = await command({ state: STATE }, ...argv.split(' '));
    expect(account.sent).toEqual([{ request, delaySeconds: 0 }]);
    expect(stdout).toMatch(/^Asked the controller of account 111122223333 to .*\.\n/);
    expect(stdout).toContain(`Follow it: ${follow}\n`);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  test.each(asked)('%s, where the state cannot be read: the controller checks for itself', async (argv, request) => {
    const { requests, status } = await command({ state: 'access is denied' }, ...argv.split(' '));
    expect({ requests, status }).toEqual({ requests: [request], status: 0 });
  });

  test.each([
    [
      'The state cannot be read: access is denied.',
      'The state cannot be read: access is denied, so this is asked without having been checked.\n',
    ],
    [undefined, 'The controller has not finished a pass yet, so this is asked without having been checked.\n'],
  ])('what could not be checked is said: %s', async (state, words) => {
    const given = state === undefined ? {} : { state };
    expect((await command(given, 'resume', 'nobody')).stderr).toBe(words);
    expect((await command(given, 'reconcile')).stderr).toBe('');
  });

  test.each(asked)('%s, where no such controller is deployed: nothing is asked', async (argv) => {
    const { requests, stderr, status } = await command({ lookup: { found: 'no' } }, ...argv.split(' '));
    expect({ requests, status }).toEqual({ requests: [], status: 1 });
    expect(stderr).toContain('docs/operating.md');
  });
});

describe('what makes no sense is not asked for, and is told', () => {
  const refused: readonly (readonly [argv: string, message: string])[] = [
    ['approve nonsense', '"nonsense" is no plan\'s hash'],
    ['approve 9f2c61d0', '"9f2c61d0" is no plan\'s hash'],
    ['reconcile orders/task', 'cannot be the name of a role in IAM'],
    ['approve 1111111111111111', 'The brake now holds plan 9f2c61d04be7a318: 21 roles would be changed.'],
    ['approve aaaaaaaaaaaaaaaa', 'aaaaaaaaaaaaaaaa was approved before and is used up.'],
    ['resume calm', 'calm does not back off'],
    ['resume fough', 'Did you mean "Fought"?'],
    ['accept calm', 'calm has no policy with new content.'],
    ['accept nobody', 'The controller knows no role "nobody"'],
  ];

  test.each(refused)('%s', async (argv, message) => {
    const { requests, stdout, stderr, status } = await command({ state: STATE }, ...argv.split(' '));
    expect({ requests, stdout, status }).toEqual({ requests: [], stdout: '', status: 1 });
    expect(stderr).toContain(message);
  });

  test('approve where the brake holds nothing', async () => {
    const { requests, stderr } = await command({ state: { ...STATE, brake: null } }, 'approve', '9f2c61d04be7a318');
    expect(requests).toEqual([]);
    expect(stderr).toContain('The brake holds no plan now.');
  });
});

test('a role that was declared a moment ago is asked for all the same, with a word about it', async () => {
  const { requests, stderr, status } = await command({ state: STATE }, 'reconcile', 'new-role');
  expect(requests).toEqual([{ kind: 'reconcile', roles: ['new-role'], by }]);
  expect(stderr).toBe('The controller knows no role "new-role" yet; it is looked at if a spec declares it.\n');
  expect(status).toBe(0);
});

test('the command that follows repeats where the controller is', async () => {
  const { stdout, account } = await command(
    { state: STATE },
    'resume',
    'Fought',
    '--deployment',
    'canary',
    '--profile',
    'my ops',
  );
  expect(stdout).toContain("Follow it: rolecall status Fought --deployment canary --profile 'my ops'\n");
  expect(account.lookedUp).toEqual(['canary']);
});

test('--format json says what was asked', async () => {
  const { stdout } = await command({ state: STATE }, 'reconcile', '-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'ControllerRequest', request: { kind: 'reconcile', roles: null, by } });
});

describe('--wait', () => {
  /** The controller's next state comes about after so many looks. */
  async function waiting(argv: string, next: ControllerState, looks = 2) {
    const account = new DeployedAccount({ state: STATE });
    let left = looks;
    const sleep = () => {
      left -= 1;
      if (left === 0) account.state = next;
    };
    return run(argv.split(' '), { connect: account.connect, sleep });
  }
  const later = '2026-11-22T08:00:03.000Z';
  const checked = (name: string, change: object) => {
    const role = STATE.roles[name.toLowerCase()];
    if (role === undefined) throw new Error(name);
    return { ...STATE, roles: { ...STATE.roles, [name.toLowerCase()]: { ...role, checkedAt: later, ...change } } };
  };

  test.each([
    ['reconcile calm --wait 60', checked('calm', {}), 0],
    ['reconcile moved --wait 60', checked('moved', {}), 2],
    ['resume fought --wait 60', checked('Fought', { relapses: {}, status: 'Corrected' }), 0],
    ['accept moved --wait 60', checked('moved', { drift: [], status: 'InSync' }), 0],
    ['approve 9f2c61d04be7a318 --wait 60', { ...STATE, brake: null, approvals: [{ hash: '9f2c61d04be7a318', at: later }] }, 2],
    ['reconcile --wait 60', fullState({ roles: [], runs: [{ startedAt: later }] }), 0],
  ])('%s ends once the state shows it, with the exit status of what it is about', async (argv, next, exit) => {
    const { status, stderr } = await waiting(argv, next);
    expect({ status, stderr }).toEqual({ status: exit, stderr: 'Done.\n' });
  });

  test.each([
    ['reconcile calm --wait 60', checked('moved', {})],
    ['reconcile --wait 60', checked('calm', {})],
    ['reconcile --wait 60', fullState({ roles: [], runs: [{ startedAt: later, scope: 'named' }] })],
    ['resume fought --wait 60', checked('Fought', {})],
    ['accept moved --wait 60', checked('moved', {})],
    ['approve 9f2c61d04be7a318 --wait 60', { ...STATE, brake: null }],
  ])('%s does not take another pass for the one it asked for', async (argv, next) => {
    const { status, stderr } = await waiting(argv, next);
    expect(status).toBe(1);
    expect(stderr).toBe('rolecall: It was asked, but is not done after 60 seconds. It may still be.\n');
  });

  test('takes seconds, and no other word', async () => {
    const { status, stderr, requests } = await command({ state: STATE }, 'reconcile', '--wait', 'long');
    expect({ status, requests }).toEqual({ status: 1, requests: [] });
    expect(stderr).toContain('Write seconds, from 1 to 3600.');
  });
});

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { LiveSettings } from '../../cli/account/live-account.ts';
import type { AuditStore } from '../../controller/audit/state/store-ports.ts';
import { StateUnreadable } from '../../controller/ports.ts';
import type { AlertEvent } from '../../report/alerts/events/alert-event-schema.ts';
import { auditsOf, type GivenResult, WAIVER } from '../alerts/observed-case.ts';
import { fullState, type GivenState } from '../report/status/full-state.ts';
import { refusedBySlack } from '../slack/slack-limits.ts';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, removeFolders, run } from './console.ts';
import { DeployedAccount, type DeployedGiven } from './deployed-account.ts';

afterAll(removeFolders);

const WRITTEN = () => Promise.reject(new Error('a dry run writes nothing'));

/** What the audit keeps, in memory; a text says why it cannot be read. */
function storeOf(given: readonly GivenResult[] | string): AuditStore {
  const failing = (why: string) => ({ read: async () => Promise.reject(new StateUnreadable(why)), write: WRITTEN });
  if (typeof given === 'string') return { index: failing(given), result: () => failing(given) };
  const { index, results } = auditsOf(given, '2026-11-22T06:00:00.000Z');
  return {
    index: { read: async () => ({ value: index, version: '1' }), write: WRITTEN },
    result: (region, family, revision) => {
      const value = results.find((one) => one.region === region && one.family === family && String(one.revision) === revision);
      return value === undefined ? failing('damaged') : { read: async () => ({ value, version: '1' }), write: WRITTEN };
    },
  };
}

interface Audited extends DeployedGiven {
  readonly audits?: readonly GivenResult[] | string;
}

/** `rolecall notify --dry-run` where a controller is deployed. */
async function dryRun({ audits = [], ...given }: Audited, ...argv: readonly string[]) {
  const account = new DeployedAccount(given);
  const before = account.version;
  const connect = async (settings: LiveSettings) => ({
    ...(await account.connect(settings)),
    auditStore: async () => storeOf(audits),
  });
  const ended = await run(['notify', '--dry-run', ...argv], { connect });
  expect({ version: account.version, sent: account.sent }).toEqual({ version: before, sent: [] });
  return { account, ...ended };
}

interface Shown {
  readonly channels: readonly {
    readonly channel: string;
    readonly kind: string;
    readonly messages: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly unjudged: readonly string[];
  readonly notices: readonly string[];
}

async function shown(given: Audited, ...argv: readonly string[]): Promise<Shown & { readonly status: number }> {
  const { stdout, status } = await dryRun(given, '--format', 'json', ...argv);
  return { ...(JSON.parse(stdout) as Shown), status };
}

function guards(...routes: readonly string[]): string {
  return guardsOf(`routes: [${routes.join(', ')}]`);
}

function guardsOf(spec: string): string {
  const text = ['apiVersion: rolecall/v1', 'kind: Controller', `spec: { ${spec} }`, ''].join('\n');
  return join(folderWith({ 'rolecall.yml': text }), 'rolecall.yml');
}

const DRIFTED: GivenState = {
  roles: [
    { name: 'billing', status: 'InSync' },
    {
      name: 'orders-task',
      status: 'Drifted',
      labels: { team: 'orders' },
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
const BOTH = { state: fullState(DRIFTED), audits: [ADMIN] };
const IN_SYNC = fullState({ roles: [{ name: 'billing', status: 'InSync' }] });
const TOPIC = 'sns:arn:aws:sns:eu-west-1:111122223333:alerts';

describe('a dry run', () => {
  test('shows drift and a finding in one first message for people, and one event each for machines', async () => {
    const { status, stdout, stderr } = await dryRun(BOTH);
    expect(stdout).toMatch(/^This would be said now, if nothing had been said before\. Nothing was sent\. .*--format json/);
    expect(stdout).toContain('default (Slack, 1 message)\n\n    Rolecall: First look at account 111122223333: 2 violations\n');
    expect(stdout).toMatch(/New, critical: orders-task .*trustPolicy/);
    expect(stdout).toMatch(/^ {8}rolecall status orders-task$/m);
    expect(stdout).toContain('AdminAccess');
    expect(stdout).toContain('events (EventBridge, 2 events)\n\n    Rolecall Alert Opened, critical: orders-task trustPolicy. ');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('as JSON, is what Slack takes', async () => {
    const { channels, status } = await shown(BOTH);
    const [slack, bus] = channels;
    expect(slack?.messages.map((message) => [Object.keys(message), refusedBySlack(message)])).toEqual([
      [['text', 'blocks'], undefined],
    ]);
    expect(bus?.messages).toMatchObject([
      { source: 'rolecall', detailType: 'Rolecall Alert Opened', detail: { topic: 'drift', firstSweep: true } },
      { source: 'rolecall', detailType: 'Rolecall Alert Opened', detail: { topic: 'finding', what: 'AdminAccess' } },
    ]);
    expect(status).toBe(0);
  });

  test('tells whom the routes of the guards say, and each its own', async () => {
    const config = guards("{ labels: { team: orders }, channel: '#orders' }", `{ channel: '${TOPIC}' }`);
    const { channels } = await shown({ state: fullState(DRIFTED) }, '--config', config);
    expect(channels.map(({ channel, kind }) => [channel, kind])).toEqual([
      ['#orders', 'slack'],
      [TOPIC, 'sns'],
      ['events', 'eventBridge'],
    ]);
    expect(channels[1]?.messages).toMatchObject([
      { subject: 'Rolecall: First look at account 111122223333: 1 violation', attributes: { severity: ['critical'] } },
    ]);
  });

  test('of a topic, is shown as people get it by mail', async () => {
    const { stdout } = await dryRun({ state: fullState(DRIFTED) }, '--config', guards(`{ channel: '${TOPIC}' }`));
    expect(stdout).toContain(`${TOPIC} (SNS, 1 message)\n\n    Subject: Rolecall: First look at`);
    expect(stdout).toContain('    NEW, CRITICAL: orders-task');
  });

  test('leaves out drift that a waiver of the specs mutes, as far as the guards allow', async () => {
    const waivers = [{ ...WAIVER, findings: ['trustPolicy'], roles: ['orders-*'] }];
    const given = { ...BOTH, state: { ...BOTH.state, waivers } };
    const topics = ({ channels }: Shown) => channels.at(-1)?.messages.map(({ detail }) => (detail as { topic: string }).topic);
    expect(topics(await shown(given, '--config', guardsOf('waivable: [trustPolicy]')))).toEqual(['finding']);
    expect(topics(await shown(given))).toEqual(['drift', 'finding']);
  });

  test('gives commands that name the deployment, where it is not the usual one', async () => {
    const command = ({ channels }: Shown) =>
      channels.at(-1)?.messages.map(({ detail }) => (detail as AlertEvent).next.command)[0];
    expect(command(await shown(BOTH))).toBe('rolecall status orders-task');
    expect(command(await shown(BOTH, '--deployment', 'blue'))).toBe('rolecall status orders-task --deployment blue');
  });

  test('shows machines also what weighs too little for people', async () => {
    const drift = [{ unit: 'description', kind: 'different', access: 'same', severity: 'info' }] as const;
    const { channels } = await shown({ state: fullState({ roles: [{ name: 'orders', status: 'Drifted', drift }] }) });
    expect(channels.map(({ channel, messages }) => [channel, messages.length])).toEqual([['events', 1]]);
  });

  test('of one channel shows no other', async () => {
    const { channels } = await shown(BOTH, '--channel', 'events');
    expect(channels.map(({ channel }) => channel)).toEqual(['events']);
  });

  test('of a channel that nothing goes to is refused, with those there are', async () => {
    const { status, stdout, stderr } = await dryRun(BOTH, '--channel', '#order', '--config', guards("{ channel: '#orders' }"));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe('rolecall: Nothing goes to the channel #order. The guards know these: #orders, default, events.\n');
  });

  test('where nothing is wrong says so', async () => {
    const { status, stdout, stderr } = await dryRun({ state: IN_SYNC });
    expect(stdout).toBe('Nothing would be said: nothing is known to be wrong in account 111122223333.\n');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect((await shown({ state: IN_SYNC })).channels).toEqual([]);
  });

  test.each([
    ['#orders', 'severity medium or above with the labels team=orders; severity critical'],
    ['default', 'severity high or above where no route fits'],
    ['events', 'everything'],
  ])('where nothing of what goes to %s is wrong says what that is', async (channel, takes) => {
    const config = guards(
      "{ labels: { team: orders }, severity: medium, channel: '#orders' }",
      "{ severity: critical, channel: '#orders' }",
    );
    const { stdout } = await dryRun({ state: IN_SYNC }, '--channel', channel, '--config', config);
    expect(stdout).toBe(
      `Nothing would be said in ${channel}, which takes ${takes}: nothing of that is known to be wrong in account 111122223333.\n`,
    );
  });

  test('names what could not be judged, which is told only if it lasts', async () => {
    const state = fullState({ roles: [{ name: 'lost', status: 'Unknown' }] });
    const { stdout } = await dryRun({ state });
    expect(stdout).toMatch(/Not known, .* if that lasts:\n {4}role lost\n$/);
    expect((await shown({ state })).channels).toEqual([]);
  });

  test.each<[string, Audited['audits']]>([
    ['the audits', 'The index cannot be read.'],
    ['some result of the audit', [ADMIN, { family: 'lost', unread: true }]],
  ])('says that %s cannot be read, and exits 1', async (_, audits = []) => {
    const { notices, status, channels } = await shown({ state: fullState(DRIFTED), audits });
    expect(notices).toHaveLength(1);
    expect({ status, isTold: channels.length > 0 }).toEqual({ status: 1, isTold: true });
  });

  test('where no audit has run yet says that no findings are told, which is no failure', async () => {
    const account = new DeployedAccount({ state: IN_SYNC });
    const { status, stdout } = await run(['notify', '--dry-run'], { connect: account.connect });
    expect(stdout).toMatch(/\n\nNo audit has kept anything yet, so no findings are told\.\n$/);
    expect(status).toBe(0);
  });

  test('reads the state of --state', async () => {
    const { account } = await dryRun({ state: IN_SYNC, lookup: { found: 'no' } }, '--state', 's3://other/controller');
    expect(account.places).toEqual([['s3://other/controller', undefined]]);
  });

  test.each<[string, Audited, RegExp]>([
    ['no deployment', { lookup: { found: 'no' } }, /^rolecall: No controller "rolecall" is deployed.*--account-file/],
    ['no state yet', {}, /has not finished a pass/],
  ])('with %s is one message with what to do', async (_, given, message) => {
    const { status, stdout, stderr } = await dryRun(given);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('names that carry control characters, mentions and links stay escaped', async () => {
    const name = '\u001b[31m<!channel> @here\u202e\nforged';
    const finding = { rule: 'AdminAccess', severity: 'critical', role: name, message: `It is ${name}` } as const;
    const given = { state: IN_SYNC, audits: [{ family: 'orders', own: { taskRole: name, findings: [finding] } }] };
    for (const argv of [[], ['--format', 'json'], ['--config', guards(`{ channel: '${TOPIC}' }`, '{ channel: "#\\e[31m" }')]]) {
      const { stdout } = await dryRun(given, ...argv);
      expect(stdout).toContain('channel');
      for (const control of ['\u001b', '\u202e']) expect(stdout).not.toContain(control);
      expect(stdout).not.toMatch(/^\s*forged/m);
    }
    const [slack] = (await shown(given)).channels;
    expect(slack?.messages.map(({ text }) => text).join()).not.toMatch(/<!|@/);
  });
});

describe('what cannot be meant is refused before anything is read, and no secret is repeated', () => {
  const SECRET = 'https://hooks.slack.com/services/T0/B0/planted';
  test.each<[readonly string[], RegExp]>([
    [[], /Give --dry-run to see what would be said, or --test to send one test message\. See rolecall notify --help/],
    [['--channel', '#orders'], /Give --dry-run/],
    [['--dry-run', '--test'], /not both/],
    [['--dry-run', '--secret', '/rolecall/slack'], /--secret goes with --test/],
    [['--test'], /Give the SSM parameter .* with --secret/],
    [['--test', '--channel', '#orders'], /Give the SSM parameter .* with --secret/],
    [['--test', '--secret', '/rolecall/slack', '--config', 'rolecall.yml'], /go with --dry-run/],
    [['--test', '--secret', '/rolecall/slack', '--format', 'json'], /go with --dry-run/],
    [['--test', '--secret', '/rolecall/slack', '--channel', 'events'], /is for machines/],
    [['--test', '--secret', SECRET], /never the secret itself/],
    [['--test', '--secret', 'xoxb-1-planted'], /never the secret itself/],
    [['--test', '--secret', `{"default":"${SECRET}"}`], /never the secret itself/],
    [['--test', '--secret', '/rolecall/slack', '--channel', SECRET], /What was given is none/],
    [['--test', '--secret', '/rolecall/slack', '--channel', 'xoxb-1-planted'], /What was given is none/],
    [['--test', '--secret', '/services/T0/B0/planted'], /never the secret itself/],
    [['--test', '--channel', 'sns:nope'], /--channel sns:nope is no topic\. Write sns:arn:aws:sns:REGION:ACCOUNT:NAME\.\n$/],
    [['--test', '--channel', 'sns:xoxb-1-planted'], /is no topic/],
    [['--test', '--channel', TOPIC, '--secret', '/rolecall/slack'], /a topic needs none/],
    [['--test', '--channel', TOPIC, '--account-file', 'account.json'], /go with --dry-run/],
    [['--test', '--channel', TOPIC, '--specs', 'roles'], /go with --dry-run/],
    [['--test', '--channel', TOPIC, '--audit', 'orders.json'], /go with --dry-run/],
    [['--test', '--format', 'xml'], /Allowed choices are text, json/],
    [['--dry-run', '--channel', SECRET], /What was given is none/],
    [['--dry-run', '--channel', 'xoxb-1-planted'], /What was given is none/],
    [['--dry-run', '--channel', 'sns:nope'], /is no topic/],
    [['--dry-run', '--region', 'mars-1'], /--region takes the name of a region, as in eu-west-1/],
    [['--test', '--channel', TOPIC, '--region', 'Ireland'], /--region takes the name of a region/],
    [['--dry-run', '--config', '/nonexistent.yml'], /\/nonexistent\.yml/],
    [['--dry-run', '--config', guardsOf('routes: [{ channel: 7 }]')], /has errors, so nothing was looked at\.\n$/],
    [['--dry-run', '--state', 'controller'], /controller is no place of a state\. Write s3:\/\/bucket\/controller\.\n$/],
    [['--dry-run', '--state', 's3://b/controller', '--account-file', 'a.json'], /Give one or the other/],
    [['--dry-run', '--audit', 'orders.json'], /--audit goes with --account-file or --specs/],
  ])('%j', async (argv, message) => {
    const connect = () => Promise.reject(new Error('nothing is connected to'));
    const { status, stdout, stderr } = await run(['notify', ...argv], { connect });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/planted|nothing is connected to|^ +at /m);
  });
});

describe('a dry run on the spot', () => {
  const connect = () => Promise.reject(new Error('nothing is connected to'));
  const offline = async (...argv: readonly string[]) => {
    const ended = await run(['notify', '--dry-run', '--account-file', ACCOUNT, '--region', 'eu-west-1', ...argv], { connect });
    expect(ended.stderr).toBe('');
    return ended;
  };
  const specs = () => folderWith({ 'orders.yml': ORDERS_TASK, 'execution.yml': ORDERS_EXECUTION });

  test('shows without AWS what would be said of drift and findings', async () => {
    const orders = fileURLToPath(new URL('../cases/task-definitions/orders.json', import.meta.url));
    const { status, stdout } = await offline('--specs', specs(), '--audit', orders, '--format', 'json');
    const { account, channels } = JSON.parse(stdout) as Shown & { readonly account: string };
    const told = channels.at(-1)?.messages.map(({ detail }) => detail as AlertEvent) ?? [];
    expect(account).toBe('111122223333');
    expect(new Set(told.map(({ topic }) => topic))).toEqual(new Set(['drift', 'finding']));
    expect(told.every(({ account: whose, notice }) => whose === '111122223333' && notice === 'opened')).toBe(true);
    expect(channels.filter(({ kind }) => kind === 'slack').flatMap(({ messages }) => messages.map(refusedBySlack))).toEqual([
      undefined,
    ]);
    expect(status).toBe(0);
  });

  test('tells of all that is wrong in files of one family, and in one digest with the drift', async () => {
    const definition = (of: object) => ({ containerDefinitions: [{ name: 'app', image: 'app:1' }], ...of });
    const account = 'arn:aws:iam::111122223333:role/';
    const folder = folderWith({
      'a.json': JSON.stringify(definition({ family: 'shop', taskRoleArn: `${account}gone-a`, revision: 1 })),
      'b.json': JSON.stringify(definition({ family: 'shop', executionRoleArn: `${account}gone-b` })),
      'c.json': JSON.stringify(definition({ family: 'shop', taskRoleArn: `${account}gone-c` })),
    });
    const files = ['a.json', 'b.json', 'c.json'].map((name) => join(folder, name));
    const { stdout } = await offline('--specs', specs(), '--audit', ...files, '--format', 'json');
    const { channels } = JSON.parse(stdout) as Shown;
    const told = channels.at(-1)?.messages.map(({ detail }) => detail as AlertEvent) ?? [];
    expect(told.every(({ firstSweep }) => firstSweep)).toBe(true);
    expect(JSON.stringify(told)).toMatch(/gone-a/);
    expect(JSON.stringify(told)).toMatch(/gone-b/);
    expect(JSON.stringify(told)).toMatch(/gone-c/);
    expect(channels[0]?.messages.map(({ text }) => String(text).split('\n')[0])).toEqual([
      expect.stringMatching(/^Rolecall: First look at account 111122223333: \d+ violations/),
    ]);
  });

  test.each(['observe', 'enforce'])('tells of no mode %s, which counts for no single look', async (mode) => {
    const { stdout } = await offline('--specs', specs(), '--config', guardsOf(`mode: ${mode}`));
    expect(stdout).toContain('Nothing was written, for this was a single look');
    expect(stdout).toContain('Where its mode is enforce, a controller corrects it; change its spec if live is right');
    expect(stdout).not.toMatch(/mode is observe|Set its mode/);
  });

  test('says that no task definition was audited', async () => {
    const { stdout, status } = await offline('--specs', specs());
    expect(stdout).toMatch(/\n\nNo task definition was given with --audit, so no findings are told\.\n$/);
    expect(status).toBe(0);
  });

  test('of a spec that cannot be used says so once, and tells of it', async () => {
    const broken = folderWith({ 'orders.yml': ORDERS_TASK.replace('tags:', 'tag:') });
    const orders = fileURLToPath(new URL('../cases/task-definitions/orders.json', import.meta.url));
    const argv = [
      'notify',
      '--dry-run',
      '--account-file',
      ACCOUNT,
      '--region',
      'eu-west-1',
      '--specs',
      broken,
      '--audit',
      orders,
    ];
    const { stdout, stderr } = await run(argv, { connect });
    expect(stderr.match(/there is no key "tag" here/g)).toHaveLength(1);
    expect(stdout).toContain('orders-task (role, account 111122223333) Invalid');
  });

  test('of files of task definitions needs a region', async () => {
    const orders = fileURLToPath(new URL('../cases/task-definitions/orders.json', import.meta.url));
    const ended = await run(['notify', '--dry-run', '--account-file', ACCOUNT, '--audit', orders], { connect });
    expect(ended).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/No region is set\. .*--region/) });
  });

  test('needs something to compare the export with', async () => {
    const ended = await run(['notify', '--dry-run', '--account-file', ACCOUNT], { connect });
    expect(ended).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/--specs, --audit, or both/) });
  });

  test('of specs that cannot be read exits 1', async () => {
    const ended = await run(['notify', '--dry-run', '--account-file', ACCOUNT, '--specs', '/nonexistent'], { connect });
    expect(ended.status).toBe(1);
    expect(ended.stdout + ended.stderr).toMatch(/nonexistent/);
  });
});

test('notify --help has examples and exits 0', async () => {
  const { status, stdout } = await run(['notify', '--help']);
  expect(stdout).toContain('Examples:\n  rolecall notify --dry-run');
  expect(status).toBe(0);
});

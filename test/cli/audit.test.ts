import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { TaskDefinitionReader } from '../../controller/audit/ports.ts';
import { countingIam } from '../../controller/counting-iam.ts';
import { checkAuditReport } from '../../report/audit/audit-report-schema.ts';
import { accountWith } from '../reconciler/given.ts';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, readText, removeFolders, run } from './console.ts';
import { DeployedAccount } from './deployed-account.ts';

afterAll(removeFolders);

const offline = ['--account-file', ACCOUNT, '--region', 'eu-west-1'];

function example(name: string): string {
  return fileURLToPath(new URL(`../cases/task-definitions/${name}.json`, import.meta.url));
}

/** The line of an example that holds a text, from 1. */
function lineOf(name: string, text: string): number {
  return (
    readText(example(name))
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

interface Report {
  readonly complete: boolean;
  readonly notices: readonly string[];
  readonly problems: readonly { file: string; line: number; column: number; message: string }[];
  readonly taskDefinitions: readonly {
    family: string;
    revision: number | null;
    region: string | null;
    judged: string;
    pending: readonly string[];
    findings: readonly { rule: string; role: string | null; waived: object | null }[];
  }[];
}

async function reportOf(argv: readonly string[], given: Parameters<typeof run>[1] = {}) {
  const { status, stdout, stderr } = await run(['audit', ...argv, '--format', 'json'], given);
  const report = JSON.parse(stdout) as Report;
  checkAuditReport(report);
  return { status, stderr, report, rules: rulesIn(report) };
}

function rulesIn({ taskDefinitions }: Report): readonly string[] {
  return taskDefinitions.flatMap(({ findings }) => findings.map(({ rule }) => rule));
}

/** A task definition as a file's content. */
function definition(given: object = {}): string {
  return JSON.stringify({ family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx:1' }], ...given });
}

describe('offline, on an exported account', () => {
  test('what is wrong is shown with its severity, its place and a remedy, and the exit status is 2', async () => {
    const { status, stdout, stderr } = await run(['audit', example('orders'), ...offline]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^orders .*orders\.json/m);
    expect(stdout).toMatch(/high +ExecutionPermissionMissing +orders-execution/);
    expect(stdout).toContain('at /containerDefinitions/0/secrets/0/valueFrom');
    expect(stdout).toContain('aws iam put-role-policy --role-name orders-execution');
    expect(status).toBe(2);
  });

  test('with nothing to report the exit status is 0', async () => {
    const { status, stdout } = await run(['audit', example('billing-described'), example('web-registered'), ...offline]);
    expect(stdout).toContain('2 task definitions for account 111122223333: 2 clean');
    expect(status).toBe(0);
  });

  test('--fail-on says from which severity on the exit status is 2', async () => {
    const folder = folderWith({ 'web.json': definition({ executionRoleArn: 'orders-task', taskRoleArn: 'orders-task' }) });
    const { rules } = await reportOf([`${folder}/web.json`, ...offline]);
    expect(rules).toContain('SameRoleForBoth');
    const shared = definition({ executionRoleArn: 'orders-execution', taskRoleArn: 'orders-execution' });
    const file = `${folderWith({ 'web.json': shared })}/web.json`;
    expect((await reportOf([file, ...offline, '--fail-on', 'high'])).status).toBe(0);
    expect((await reportOf([file, ...offline, '--fail-on', 'low'])).status).toBe(2);
    expect(await run(['audit', file, ...offline, '--fail-on', 'hihg'])).toMatchObject({ status: 1, stdout: '' });
  });

  test('--format json keeps to the shipped schema', async () => {
    const { report, status } = await reportOf([example('orders'), ...offline]);
    expect(report.taskDefinitions.map(({ family }) => family)).toEqual(['orders']);
    expect(status).toBe(2);
  });

  test('--format markdown prints Markdown, and --format sarif a log for code scanning', async () => {
    const { stdout } = await run(['audit', example('orders'), ...offline, '--format', 'markdown']);
    expect(stdout).toMatch(/^# Rolecall audit\n/);
    const sarif = await run(['audit', example('orders'), ...offline, '--format', 'sarif']);
    const log = JSON.parse(sarif.stdout) as { version: string; runs: { results: { ruleId: string; locations: unknown[] }[] }[] };
    expect(log.version).toBe('2.1.0');
    const missing = log.runs[0]?.results.find(({ ruleId }) => ruleId.startsWith('ExecutionPermissionMissing'));
    expect(missing?.locations).toEqual([
      expect.objectContaining({
        physicalLocation: {
          artifactLocation: { uri: 'test/cases/task-definitions/orders.json' },
          region: expect.objectContaining({ startLine: lineOf('orders', '/orders/api-token') }),
        },
      }),
    ]);
    expect(sarif.status).toBe(2);
  });

  test('- is standard input', async () => {
    const { report, status } = await reportOf(['-', ...offline], { stdin: definition() });
    expect(report.taskDefinitions.map(({ family }) => family)).toEqual(['web']);
    expect(status).toBe(0);
  });

  test('a family needs credentials, and it is said how to do without', async () => {
    for (const named of ['orders', 'orders:7', 'arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:7', '--all']) {
      const { status, stderr, stdout } = await run(['audit', named, ...offline]);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('aws ecs describe-task-definition');
    }
  });
});

describe('specs', () => {
  const grants = `  grants:
    images: [orders-api]
    logGroups: [/ecs/orders]
    secrets: [orders/db]
    parameters: [/orders/api-token]
`;
  const execution = ORDERS_EXECUTION.replace(/ {2}managedPolicies:[\s\S]*/, grants);

  test('are what is judged, before anything is applied', async () => {
    const specs = folderWith({ 'orders.yaml': `${execution}---\n${ORDERS_TASK}` });
    const { report, rules } = await reportOf([example('orders'), ...offline, '--specs', specs]);
    expect(rules).not.toContain('ExecutionPermissionMissing');
    expect(rules).not.toContain('AdminAccess');
    expect(rules.filter((rule) => rule === 'RoleDrifted')).toHaveLength(2);
    expect(report.taskDefinitions[0]?.judged).toBe('declared');
  });

  test('may declare roles that do not exist yet', async () => {
    const specs = folderWith({ 'new.yaml': execution.replace('orders-execution', 'web-execution') });
    const file = `${folderWith({ 'web.json': definition({ executionRoleArn: 'web-execution' }) })}/web.json`;
    const { report, rules, status } = await reportOf([file, ...offline, '--specs', specs]);
    expect(report.taskDefinitions[0]?.pending).toEqual(['web-execution']);
    expect(rules).not.toContain('RoleMissing');
    expect(status).toBe(0);
    expect((await reportOf([file, ...offline])).rules).toEqual(['RoleMissing']);
  });

  test('with an error are told with their place, and the exit status is 1', async () => {
    const specs = folderWith({ 'bad.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/') });
    const { status, stdout } = await run(['audit', example('billing-described'), ...offline, '--specs', specs]);
    expect(stdout).toMatch(/bad\.yaml:7:3: error: .*path[\s\S]* {2}7 \| {3}pth/);
    expect(status).toBe(1);
  });

  test('that are guards stop everything', async () => {
    const specs = folderWith({ 'rolecall.yml': 'apiVersion: rolecall/v1\nkind: Controller\nspec: { owner: x }\n' });
    const { status, stdout, stderr } = await run(['audit', example('orders'), ...offline, '--specs', specs]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('--config');
  });

  test('and task definitions cannot both come from standard input', async () => {
    const { status, stderr } = await run(['audit', '-', ...offline, '--specs', '-'], { stdin: definition() });
    expect(status).toBe(1);
    expect(stderr).toContain('not both');
  });
});

describe('a file that is of no use is one problem with its place, stops no other, and makes the exit status 1', () => {
  const long = (content: string) => content.padEnd(11 * 1024 * 1024, ' ');
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  test.each<[string, string, string | Uint8Array, { line: number; column: number; message: RegExp }]>([
    ['no JSON', 'x.json', '{\n  "family": "x",\n  "cpu": }', { line: 3, column: 10, message: /"}" cannot stand here/ }],
    ['a comment', 'x.json', '{\n  // why\n}', { line: 2, column: 3, message: /"\/" cannot stand here/ }],
    ['a trailing comma', 'x.json', '{"family": "x",}', { line: 1, column: 16, message: /"}" cannot stand here/ }],
    ['half a file', 'x.json', '{"family": "x', { line: 1, column: 12, message: /not closed/ }],
    ['an end too early', 'x.json', '{"family":\n', { line: 2, column: 1, message: /ends too early/ }],
    ['two documents', 'x.json', '{}\n{}', { line: 2, column: 1, message: /"{" cannot stand here/ }],
    ['nothing', 'x.json', ' \n', { line: 1, column: 1, message: /is empty/ }],
    ['a binary file', 'x.json', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff]), { line: 1, column: 1, message: /no text/ }],
    ['a NUL', 'x.json', '{"a":"\0"}', { line: 1, column: 1, message: /no text/ }],
    ['too much', 'x.json', long('{}'), { line: 1, column: 1, message: /larger than 10 MiB/ }],
    ['another JSON', 'x.json', '{"a":1}', { line: 1, column: 1, message: /no task definition/ }],
    ['a number', 'x.json', '7', { line: 1, column: 1, message: /task definition/ }],
    ['null', 'x.json', 'null', { line: 1, column: 1, message: /task definition/ }],
    ['an empty list', 'x.json', '[]', { line: 1, column: 1, message: /task definition/ }],
    ['deep nesting', 'x.json', nested(200_000), { line: 1, column: 1, message: /task definition/ }],
    ['bad YAML', 'x.yaml', 'family: x\ncontainerDefinitions: [', { line: 2, column: 24, message: /no YAML/ }],
    ['an alias bomb', 'x.yaml', bomb(), { line: 1, column: 1, message: /YAML/ }],
    [
      'no containers',
      'x.json',
      '{"family":"x","containerDefinitions":7}',
      { line: 1, column: 1, message: /containerDefinitions/ },
    ],
    [
      'of another account',
      'x.json',
      definition({ taskDefinitionArn: 'arn:aws:ecs:eu-west-1:444455556666:task-definition/web:1', revision: 1 }),
      { line: 1, column: 1, message: /account 444455556666/ },
    ],
  ])('%s', async (_, name, content, { line, column, message }) => {
    const folder = folderWith({ 'good.json': definition() });
    writeFileSync(`${folder}/${name}`, content);
    const { status, report } = await reportOf([`${folder}/${name}`, `${folder}/good.json`, ...offline]);
    expect(report.problems).toEqual([
      expect.objectContaining({ file: `${folder}/${name}`, line, column, message: expect.stringMatching(message) }),
    ]);
    expect(report.complete).toBe(false);
    expect(report.taskDefinitions.map(({ family }) => family)).toEqual(['web']);
    expect(status).toBe(1);
  });

  /** Nine bytes a level that ten million strings come of. */
  function bomb(): string {
    const levels = Array.from({ length: 8 }, (_, at) => `k${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]`);
    return `k0: &a0 [x]\n${levels.join('\n')}\n`;
  }

  test('a file that does not exist, and a folder', async () => {
    const folder = folderWith({ 'good.json': definition() });
    const { status, report } = await reportOf([`${folder}/nope.json`, folder, `${folder}/good.json`, ...offline]);
    expect(report.problems.map(({ message }) => message)).toEqual([
      `${folder}/nope.json does not exist; check the path.`,
      `${folder} is a folder. Give its files, as in ${folder}/*.json.`,
    ]);
    expect(report.taskDefinitions).toHaveLength(1);
    expect(status).toBe(1);
  });

  test('the line is shown with a caret', async () => {
    const folder = folderWith({ 'x.json': '{\n  "cpu": }' });
    const { stdout } = await run(['audit', `${folder}/x.json`, ...offline]);
    expect(stdout).toContain('x.json:2:10: error: ');
    expect(stdout).toContain('  2 |   "cpu": }\n    |          ^\n');
  });
});

describe('files', () => {
  test('may begin with a byte order mark, be in UTF-16 as PowerShell writes it, or be YAML', async () => {
    const folder = folderWith({
      'bom.json': `\ufeff${definition()}`,
      'web.yaml': 'family: web\ncontainerDefinitions:\n  - { name: app, image: nginx }\n',
    });
    writeFileSync(`${folder}/utf16.json`, `\ufeff${definition()}`, 'utf16le');
    const { report, status } = await reportOf([`${folder}/bom.json`, `${folder}/utf16.json`, `${folder}/web.yaml`, ...offline]);
    expect(report.problems).toEqual([]);
    expect(report.taskDefinitions).toHaveLength(3);
    expect(status).toBe(0);
  });

  test('named twice are audited once', async () => {
    const { report } = await reportOf([example('orders'), example('orders'), ...offline]);
    expect(report.taskDefinitions).toHaveLength(1);
  });
});

describe("a user's mistake is one message on stderr and exit status 1", () => {
  test.each<[string, readonly string[], RegExp]>([
    ['nothing to audit', [], /Give task definitions .* or --all/],
    ['task definitions beside --all', [example('orders'), '--all'], /not both/],
    ['no name', ['what is this'], /neither a file nor the name/],
    ['an empty name', [''], /neither a file nor the name/],
  ])('%s', async (_, argv, message) => {
    const { status, stdout, stderr } = await run(['audit', ...argv, ...offline]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('bug');
  });

  test('audit --help has examples and the exit statuses', async () => {
    const { status, stdout } = await run(['audit', '--help']);
    expect(stdout).toContain('Examples:\n  rolecall audit orders.json');
    expect(stdout).toContain('Exit status: 0 ');
    expect(status).toBe(0);
  });
});

describe('--write-waivers', () => {
  const shared = definition({ executionRoleArn: 'orders-execution', taskRoleArn: 'orders-execution' });

  test('accepts what is found today for 90 days, so that the next audit with them exits 0', async () => {
    const folder = folderWith({ 'web.json': shared });
    const argv = [`${folder}/web.json`, ...offline, '--fail-on', 'info'];
    const first = await reportOf([...argv, '--write-waivers', `${folder}/waivers.yaml`]);
    expect(first.status).toBe(2);
    expect(first.stderr).toMatch(/^Wrote \d+ waivers? to .*waivers\.yaml, until 2027-02-20\./);
    expect(readText(folder, 'waivers.yaml')).toMatch(/kind: Waiver[\s\S]*SameRoleForBoth[\s\S]*expires: 2027-02-20/);
    const second = await reportOf([...argv, '--specs', `${folder}/waivers.yaml`]);
    expect(second.rules).toContain('SameRoleForBoth');
    expect(second.report.taskDefinitions[0]?.findings.every(({ waived }) => waived !== null)).toBe(true);
    expect(second.status).toBe(0);
  });

  test('says what no waiver may mute, and writes no file where nothing is left', async () => {
    const folder = folderWith({ 'web.json': definition({ executionRoleArn: 'nobody' }) });
    const { stderr, status } = await reportOf([`${folder}/web.json`, ...offline, '--write-waivers', `${folder}/waivers.yaml`]);
    expect(stderr).toContain('No waiver was written');
    expect(stderr).toContain('stays open, since the guards let no waiver mute it: RoleMissing.');
    expect(existsSync(`${folder}/waivers.yaml`)).toBe(false);
    expect(status).toBe(2);
  });

  test('never writes over a file', async () => {
    const folder = folderWith({ 'web.json': shared, 'waivers.yaml': 'mine' });
    const result = await run(['audit', `${folder}/web.json`, ...offline, '--write-waivers', `${folder}/waivers.yaml`]);
    expect(result).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('exists already') });
    expect(readText(folder, 'waivers.yaml')).toBe('mine');
  });
});

describe('with credentials', () => {
  const ARN = 'arn:aws:ecs:eu-west-1:111122223333:task-definition';
  const roles = Array.from({ length: 12 }, (_, index) => ({ name: `role-${index}` }));

  /** ECS with these families, each at revision 3, that counts what it is asked. */
  function reader(families: readonly string[], fails?: string) {
    const described: string[] = [];
    const taskDefinitions: TaskDefinitionReader = {
      describe: async (reference, region) => {
        described.push(`${region} ${reference}`);
        const family = reference.replace(/^.*\//, '').replace(/:.*$/, '');
        if (family === fails || !families.includes(family))
          return { described: false, reason: 'There is no such task definition.' };
        const index = families.indexOf(family) % roles.length;
        const containers = [{ name: 'app', image: 'nginx:1' }];
        const rest = {
          revision: 3,
          taskRoleArn: `arn:aws:iam::111122223333:role/role-${index}`,
          containerDefinitions: containers,
        };
        return { described: true, value: { taskDefinition: { taskDefinitionArn: `${ARN}/${family}:3`, family, ...rest } } };
      },
      listCurrent: async () => families.map((family) => `${ARN}/${family}:3`),
    };
    return { taskDefinitions, described };
  }

  function account(taskDefinitions: TaskDefinitionReader, region: string | undefined = 'eu-west-1') {
    const iam = countingIam(accountWith(roles));
    return { iam, connect: new DeployedAccount({ iam, taskDefinitions, region }).connect };
  }

  test('a family, a revision and an ARN are asked of Amazon ECS, each in its region', async () => {
    const { taskDefinitions, described } = reader(['orders', 'billing', 'web']);
    const { connect } = account(taskDefinitions);
    const arn = 'arn:aws:ecs:us-east-1:111122223333:task-definition/web:3';
    const { report, status } = await reportOf(['orders', 'billing:3', arn], { connect });
    expect(described).toEqual(['eu-west-1 orders', 'eu-west-1 billing:3', `us-east-1 ${arn}`]);
    expect(report.taskDefinitions.map(({ family, revision }) => `${family}:${revision}`).sort()).toEqual([
      'billing:3',
      'orders:3',
      'web:3',
    ]);
    expect(status).toBe(0);
  });

  test('--all describes each revision once and makes no call per role', async () => {
    const families = Array.from({ length: 30 }, (_, index) => `family-${index}`);
    const { taskDefinitions, described } = reader(families);
    const { connect, iam } = account(taskDefinitions);
    const { report, status } = await reportOf(['--all'], { connect });
    expect(report.taskDefinitions).toHaveLength(30);
    expect([...described].sort()).toEqual(families.map((family) => `eu-west-1 ${ARN}/${family}:3`).sort());
    expect(iam.counts()).toEqual({ GetAccountAuthorizationDetails: 1, ListRoles: 1 });
    expect(status).toBe(0);
  });

  test('what cannot be described is a finding, no pass, and stops no other', async () => {
    const { connect } = account(reader(['orders', 'lost'], 'lost').taskDefinitions);
    for (const argv of [['--all'], ['orders', 'lost:3']]) {
      const { report, status, rules } = await reportOf(argv, { connect });
      expect(report.taskDefinitions.map(({ family, revision }) => [family, revision])).toEqual([
        ['lost', 3],
        ['orders', 3],
      ]);
      expect(rules).toEqual(['NotDescribed']);
      expect(report.complete).toBe(false);
      expect(status).toBe(1);
    }
  });

  test('an answer that is no task definition is not described', async () => {
    const { taskDefinitions } = reader(['orders']);
    const { connect } = account({ ...taskDefinitions, describe: async () => ({ described: true, value: { failures: [] } }) });
    expect(await reportOf(['orders'], { connect })).toMatchObject({ rules: ['NotDescribed'], status: 1 });
  });

  test('--all whose list fails audits nothing and exits 1', async () => {
    const denied = Object.assign(new Error('User is not authorized'), { name: 'AccessDeniedException' });
    const { connect } = account({ ...reader([]).taskDefinitions, listCurrent: () => Promise.reject(denied) });
    const { status, stdout, stderr } = await run(['audit', '--all'], { connect });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/eu-west-1 could not be listed, so nothing was audited: .*ecs:ListTaskDefinitionFamilies/);
  });

  test('--all in a region without task definitions says so', async () => {
    const { connect } = account(reader([]).taskDefinitions);
    const { status, stdout } = await run(['audit', '--all'], { connect });
    expect(stdout).toContain('no active task definition in eu-west-1');
    expect(status).toBe(0);
  });

  test('without a region it is said how to name one, and an ARN needs none', async () => {
    const { taskDefinitions } = reader(['orders']);
    const iam = accountWith(roles);
    const connect = new DeployedAccount({ iam, taskDefinitions, region: undefined }).connect;
    expect(await run(['audit', 'orders'], { connect })).toMatchObject({ status: 1, stderr: expect.stringContaining('--region') });
    expect((await reportOf([`${ARN}/orders:3`], { connect })).report.taskDefinitions[0]?.region).toBe('eu-west-1');
  });
});

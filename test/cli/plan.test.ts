import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { checkDriftReport } from '../../report/drift-report-schema.ts';
import { ACCOUNT, folderWith, ORDERS_EXECUTION, ORDERS_TASK, removeFolders, run } from './console.ts';

afterAll(removeFolders);

const specs = folderWith({ 'orders.yaml': `${ORDERS_EXECUTION}---\n${ORDERS_TASK}` });
const offline = ['--account-file', ACCOUNT];

test('plan shows drift with its direction, what would be done and the next command, and exits 2', async () => {
  const { status, stdout, stderr } = await run(['plan', specs, ...offline]);
  expect(stderr).toBe('');
  expect(stdout).toContain('critical  managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]');
  expect(stdout).toContain('Live access is wider');
  expect(stdout).toContain('· detach arn:aws:iam::aws:policy/AdministratorAccess');
  expect(stdout).toContain('2 roles for account 111122223333: 1 in sync, 1 drifted.');
  expect(stdout).toContain(`Next: rolecall apply ${specs} --account-file ${ACCOUNT}`);
  expect(status).toBe(2);
});

test('plan of roles in sync exits 0 and names no next command', async () => {
  const { status, stdout } = await run(['plan', specs, ...offline, '--role', 'ORDERS-EXECUTION']);
  expect(stdout).toBe('1 role for account 111122223333: 1 in sync.\n');
  expect(status).toBe(0);
});

test('what an export lacks of one role alone is said of one', async () => {
  const isLeft = (key: string) => !['kind', 'apiVersion', 'MaxSessionDuration', 'Description'].includes(key);
  const authorizations = JSON.stringify(JSON.parse(readFileSync(ACCOUNT, 'utf8')), (key, value) =>
    isLeft(key) ? value : undefined,
  );
  const account = `${folderWith({ 'account.json': authorizations })}/account.json`;
  const { stdout } = await run(['plan', folderWith({ 'orders.yaml': ORDERS_TASK }), '--account-file', account]);
  expect(stdout).toMatch(/session\s+duration\s+of\s+1\s+role,\s+so/);
});

test('plan --format json prints a report that keeps to the shipped schema, and nothing else', async () => {
  const { status, stdout } = await run(['plan', specs, ...offline, '--format', 'json']);
  const report = JSON.parse(stdout) as { roles: { name: string; status: string }[]; startedAt: string };
  expect(() => checkDriftReport(report)).not.toThrow();
  expect(report.roles.map(({ name, status: each }) => [name, each])).toEqual([
    ['orders-execution', 'InSync'],
    ['orders-task', 'Drifted'],
  ]);
  expect(report.startedAt).toBe('2026-11-22T08:00:00.000Z');
  expect(status).toBe(2);
});

test('plan --format aws prints commands of the AWS command line', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '--format', 'aws']);
  expect(stdout).toContain(
    'aws iam detach-role-policy --role-name orders-task --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
  );
});

test('plan --format markdown prints Markdown', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '--format', 'markdown']);
  expect(stdout).toMatch(/^## Rolecall plan: apply would correct 1 role; access narrows in 1\n/);
  expect(stdout).toContain('<summary><code>orders-task</code>: access would narrow; live is <b>critical</b></summary>');
});

test('a comment says what the change would give, worst first, whatever the drift of today is called', async () => {
  const gives = ORDERS_EXECUTION.replace(
    'spec:',
    `spec:\n  inlinePolicies:\n    Deploy: { Effect: Allow, Action: "iam:PassRole", Resource: "*" }`,
  );
  const folder = folderWith({ 'orders.yaml': `${gives}---\n${ORDERS_TASK}` });
  const { stdout } = await run(['plan', folder, ...offline, '--format', 'markdown']);
  expect(stdout).toMatch(
    /^## Rolecall plan: apply would correct 2 roles; critical access would be given in 1; access widens in 1, narrows in 1/,
  );
  expect(stdout).toContain(
    '- **Critical: orders-execution, inlinePolicies\\[Deploy\\]: it would allow roles of any name to be passed',
  );
  expect(stdout.indexOf('<code>orders-execution</code>: <b>critical</b>, access would widen')).toBeLessThan(
    stdout.indexOf('<code>orders-task</code>: access would narrow; live is <b>critical</b>'),
  );
  expect(stdout).not.toContain('Live access');
});

const ADMIN = ORDERS_EXECUTION.replace('managedPolicies:', 'managedPolicies:\n    - AdministratorAccess');

describe('a comment says what a spec would give although no apply gives it', () => {
  const observing = ['apiVersion: rolecall/v1', 'kind: Controller', 'spec: { mode: observe }', ''].join('\n');
  const comment = (file: string, ...more: readonly string[]) =>
    run(['plan', folderWith({ 'a.yaml': file }), ...offline, '--format', 'markdown', ...more]);

  test.each([
    ['the spec observes', ADMIN.replace('spec:', 'spec:\n  management: { mode: observe }'), []],
    ['the guards observe', ADMIN, ['--config', `${folderWith({ 'rolecall.yml': observing })}/rolecall.yml`]],
  ])('where %s', async (_where, file, config) => {
    const { stdout } = await comment(file, ...config);
    expect(stdout).toMatch(
      /^## Rolecall plan: nothing to apply; critical access would be given in 1, once enforced; access would widen in 1, once enforced; 1 drifted and left so; 1 orphaned\n/,
    );
    expect(stdout).toContain(
      '**critical, wider, once enforced** `managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]`: Would be attached.',
    );
    expect(stdout).not.toContain('Live access is narrower');
  });

  test('where a new role would have it', async () => {
    const { stdout } = await comment(
      ADMIN.replace('orders-execution', 'new').replace('spec:', 'spec:\n  management: { mode: observe }'),
    );
    expect(stdout).toMatch(/^## Rolecall plan: nothing to apply; critical access would be given in 1, once enforced;/);
    expect(stdout).toContain('Once enforced: would be created. Critical: ');
  });

  test('where it is refused', async () => {
    const statement = '{ Effect: Allow, Principal: "*", Action: "sts:AssumeRole" }';
    const open = `spec:\n  trustPolicy: { Version: "2012-10-17", Statement: ${statement} }`;
    const { stdout } = await comment(ORDERS_EXECUTION.replace('spec:', open));
    expect(stdout).toMatch(/^## Rolecall plan: nothing to apply; critical access would be given in 1, were it not refused;/);
    expect(stdout).toContain('By itself it widens access: anyone at all could assume this role.');
    expect(stdout).not.toContain('may not assume');
  });
});

test('a comment counts roles that are not even looked at', async () => {
  const suspended = ORDERS_EXECUTION.replace('spec:', 'spec:\n  management: { mode: suspend }');
  const { stdout } = await run(['plan', '-', ...offline, '--format', 'markdown'], { stdin: suspended });
  expect(stdout).toMatch(/^## Rolecall plan: nothing to apply; 1 suspended; 1 orphaned\n/);
});

test('a comment judges a policy by all that the role has and keeps', async () => {
  const admin = ORDERS_TASK.replace('spec:', 'spec:\n  managedPolicies: [AdministratorAccess]');
  const more = admin.replace('    Read:', '    More: { Effect: Allow, Action: "s3:PutObject", Resource: "*" }\n    Read:');
  const { stdout } = await run(['plan', '-', ...offline, '--format', 'markdown'], { stdin: more });
  expect(stdout).toMatch(/^## Rolecall plan: apply would correct 1 role; 1 orphaned\n/);
  expect(stdout).toContain('With all that the role has and keeps, this would leave access as it is.');
});

test('a comment on a plan against an export names the apply that changes the account', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '--account-id', '111122223333', '--format', 'markdown']);
  expect(stdout).toMatch(/Without it: `rolecall apply [^`]*`\n$/);
  expect(stdout).not.toMatch(/--account|--out/);
});

test('roles that are yet to be taken over are named', async () => {
  const legacy = ['apiVersion: rolecall/v1', 'kind: TaskRole', 'metadata: { name: deployer }'];
  for (const format of ['text', 'markdown']) {
    const { stdout } = await run(['plan', '-', ...offline, '--format', format], {
      stdin: `${legacy.join('\n')}\nspec: { management: { adopt: true } }\n`,
    });
    expect(stdout).toContain('deployer');
  }
});

test('a comment knows what a policy says that the spec newly attaches', async () => {
  const admin = ORDERS_EXECUTION.replace('managedPolicies:', 'managedPolicies:\n    - AdministratorAccess');
  const { stdout } = await run(['plan', '-', ...offline, '--format', 'markdown'], { stdin: admin });
  expect(stdout).toContain(
    '**critical, wider** `managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]`: Would be attached.',
  );
});

test('a comment says what becomes of a role whose spec is gone', async () => {
  const account = JSON.parse(readFileSync(ACCOUNT, 'utf8'));
  for (const role of account.RoleDetailList)
    if (role.RoleName === 'orders-task') role.Tags = [{ Key: 'rolecall:owner', Value: 'rolecall' }];
  const file = `${folderWith({ 'account.json': JSON.stringify(account) })}/account.json`;
  const { stdout } = await run(['plan', '-', '--account-file', file, '--format', 'markdown'], { stdin: ORDERS_EXECUTION });
  expect(stdout).toMatch(/^## Rolecall plan: .*1 orphaned\n/);
  expect(stdout).toContain('no spec names it: it is neither corrected nor deleted');
});

test('plan - reads standard input', async () => {
  const { status, stdout } = await run(['plan', '-', ...offline], { stdin: ORDERS_EXECUTION });
  expect(stdout).toContain('1 in sync');
  expect(status).toBe(0);
});

test('a label chooses roles', async () => {
  const { stdout } = await run(['plan', specs, ...offline, '-l', 'team=orders']);
  expect(stdout).toContain('1 role for account 111122223333: 1 drifted.');
});

test('a label or a role that nothing carries is an error, with what was probably meant', async () => {
  const label = await run(['plan', specs, ...offline, '-l', 'team=other']);
  expect(label).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('team=other') });
  const role = await run(['plan', specs, ...offline, '--role', 'order-task']);
  expect(role).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Did you mean "orders-task"?') });
});

test('colours come with FORCE_COLOR and go with NO_COLOR', async () => {
  const colored = '\u001b[';
  expect((await run(['plan', specs, ...offline], { env: { FORCE_COLOR: '1' } })).stdout).toContain(colored);
  expect((await run(['plan', specs, ...offline], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain(colored);
  expect((await run(['plan', specs, ...offline])).stdout).not.toContain(colored);
});

test('an emptied folder is said loudly, exits 1 and plans no deletion', async () => {
  const { status, stdout } = await run(['plan', folderWith({}), ...offline, '--format', 'json']);
  const report = JSON.parse(stdout) as { problems: { message: string }[]; roles: { actions: unknown[] }[] };
  expect(report.problems[0]?.message).toContain('holds no spec');
  expect(report.roles.flatMap(({ actions }) => actions)).toEqual([]);
  expect(status).toBe(1);
});

test('a bad spec stops its role, with the line and a caret, and not the others', async () => {
  const bad = folderWith({ 'bad.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/'), 'good.yaml': ORDERS_EXECUTION });
  const { status, stdout } = await run(['plan', bad, ...offline]);
  expect(stdout).toMatch(/bad\.yaml:7:3: error: .*path/);
  expect(stdout).toContain('  7 |   pth: /ecs/\n    |   ^\n');
  expect(stdout).toContain('1 in sync, 1 invalid');
  expect(status).toBe(1);
});

test('the guards are read with --config, and guards with an error stop everything', async () => {
  const guards = (spec: string) => `apiVersion: rolecall/v1\nkind: Controller\nspec:\n  ${spec}\n`;
  const folder = folderWith({ 'good.yml': guards('owner: platform'), 'bad.yml': guards('ownr: x') });
  const other = await run(['plan', specs, ...offline, '--config', `${folder}/good.yml`]);
  expect(other.stdout).toContain('OtherOwner');
  expect(other.status).toBe(2);
  const bad = await run(['plan', specs, ...offline, '--config', `${folder}/bad.yml`]);
  expect(bad).toMatchObject({ status: 1, stdout: '' });
  expect(bad.stderr).toMatch(/bad\.yml:4:3: error/);
});

test('rolecall.yml of the current folder holds the guards, and is no spec', async () => {
  const guards = 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  owner: platform\n';
  const before = process.cwd();
  process.chdir(folderWith({ 'rolecall.yml': guards, 'orders.yaml': ORDERS_TASK }));
  try {
    const { stdout } = await run(['plan', '.', ...offline]);
    expect(stdout).toContain('OtherOwner');
    expect(stdout).toContain('1 role for account 111122223333: 1 refused.');
    expect((await run(['validate', '.'])).stdout).toBe('1 file, 1 role: no problems.\n');
  } finally {
    process.chdir(before);
  }
});

test('a new role is shown as it will be, so that a reviewer can judge it', async () => {
  const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
  const fresh = folderWith({
    'fresh.yaml': ORDERS_TASK.replace('orders-task', 'fresh').replace(
      'spec:',
      `spec:\n  path: /ecs/\n  permissionsBoundary: ${boundary}\n  managedPolicies: [AmazonS3ReadOnlyAccess]`,
    ),
  });
  const { stdout } = await run(['plan', fresh, ...offline, '--role', 'fresh']);
  const added = stdout.split('\n').filter((line) => line.startsWith(`${' '.repeat(12)}+ `));
  expect(added.map((line) => line.slice(14))).toEqual([
    'path: /ecs/',
    'trustPolicy:',
    '  Effect: Allow',
    '  Principal:',
    '    Service:',
    '      - ecs-tasks.amazonaws.com',
    '  Action:',
    '    - sts:AssumeRole',
    '  Condition:',
    '    ArnLike:',
    '      aws:SourceArn:',
    '        - arn:aws:ecs:*:111122223333:*',
    '    StringEquals:',
    '      aws:SourceAccount:',
    '        - "111122223333"',
    'managedPolicies:',
    '  - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    'inlinePolicies:',
    '  Read:',
    '    Effect: Allow',
    '    Action:',
    '      - s3:GetObject',
    '    Resource:',
    '      - arn:aws:s3:::orders/*',
    `permissionsBoundary: ${boundary}`,
    'tags:',
    '  rolecall:owner: rolecall',
    '  service: orders',
  ]);
  const markdown = await run(['plan', fresh, ...offline, '--role', 'fresh', '--format', 'markdown']);
  expect(markdown.stdout).toContain('```diff\n--- live\n+++ spec\n+ path: /ecs/\n+ trustPolicy:\n+   Effect: Allow\n');
});

test('with --role, problems of other files still count, and the summary says so', async () => {
  const two = folderWith({ 'bad.yaml': ORDERS_TASK.replace('spec:', 'spec:\n  pth: /ecs/'), 'good.yaml': ORDERS_EXECUTION });
  const { status, stdout } = await run(['plan', two, ...offline, '--role', 'orders-execution']);
  expect(stdout).toContain('1 role for account 111122223333: 1 in sync, and 1 problem in specs.');
  expect(status).toBe(1);
});

test('a role that two files declare is told at each place, and not again in full', async () => {
  const twice = folderWith({ 'a.yaml': ORDERS_EXECUTION, 'b.yaml': ORDERS_EXECUTION });
  for (const format of ['text', 'markdown']) {
    const { stdout } = await run(['plan', twice, ...offline, '--format', format]);
    expect(stdout.replaceAll('\\', '').match(/orders-execution is also declared in/g)).toHaveLength(2);
    expect(stdout).toContain('1 invalid');
  }
});

describe('plan --format aws', () => {
  const aws = [...offline, '--format', 'aws'];

  test('says on stderr and in the script what the script leaves out', async () => {
    const mixed = folderWith({
      'bad.yaml': ORDERS_EXECUTION.replace('spec:', 'spec:\n  pth: /ecs/'),
      'refused.yaml': ORDERS_TASK.replace('orders-task', 'legacy-task'),
      'good.yaml': ORDERS_TASK,
    });
    const { status, stdout, stderr } = await run(['plan', mixed, ...aws]);
    for (const said of ['bad.yaml:6:3: error: ', 'orders-execution invalid', 'legacy-task refused']) {
      expect(stderr).toContain(said);
      expect(stdout).toMatch(new RegExp(`^# .*${said}`, 'm'));
    }
    expect(stdout).toContain('aws iam detach-role-policy --role-name orders-task');
    expect(status).toBe(1);
  });

  test('of a held plan begins with a comment and exit 1, so that running it blindly does nothing', async () => {
    const guards = 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  limits: { changedRoles: 0 }\n';
    const held = folderWith({ 'roles/orders.yaml': ORDERS_TASK, 'rolecall.yml': guards });
    const { stdout, stderr } = await run(['plan', `${held}/roles`, ...aws, '--config', `${held}/rolecall.yml`]);
    expect(stdout).toMatch(/^# .*limits\.changedRoles/);
    expect(stdout.split('\n').find((line) => line !== '' && !line.startsWith('#'))).toBe('exit 1');
    expect(stderr).toContain('limits.changedRoles');
    expect(() => execFileSync('sh', ['-c', `aws() { echo called; }\n${stdout}`], { encoding: 'utf8' })).toThrow(
      expect.objectContaining({ status: 1, stdout: '' }),
    );
  });

  test('says nothing on stderr where the script is the whole plan', async () => {
    expect((await run(['plan', specs, ...aws])).stderr).toBe('');
  });
});

test('guards among the specs stop everything: they were meant to hold', async () => {
  const folder = folderWith({
    'orders.yaml': ORDERS_TASK,
    'rolecall.yml': 'apiVersion: rolecall/v1\nkind: Controller\nspec: { protectedRoles: [orders-task] }\n',
  });
  const { status, stdout, stderr } = await run(['plan', folder, ...offline]);
  expect(stdout).toBe('');
  expect(stderr).toContain(`${folder}/rolecall.yml:1 holds guards, which are no spec, so nothing was looked at.`);
  expect(status).toBe(1);
});

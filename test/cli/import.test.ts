import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { specFileName } from '../../cli/import/spec-file-name.ts';
import { ACCOUNT, folderWith, readText, removeFolders, run } from './console.ts';

afterAll(removeFolders);

const folder = folderWith({});
const offline = ['--account-file', ACCOUNT];

test('import writes one spec a role, says what it leaves out, and a plan of them is in sync', async () => {
  const { status, stdout } = await run(['import', ...offline, '--out', `${folder}/all`]);
  expect(status).toBe(0);
  expect(stdout).toContain('Left out AWSServiceRoleForECS: it is a service-linked role');
  expect(stdout).toContain('5 specs written');
  expect(readdirSync(`${folder}/all`).sort()).toEqual([
    '.rolecall.v1.schema.json',
    'deployer.yaml',
    'legacy-task.yaml',
    'orders-execution.yaml',
    'orders-task.yaml',
    'stack-task.yaml',
  ]);
  const plan = await run(['plan', `${folder}/all`, ...offline]);
  expect(plan.stdout).toContain('5 in sync');
  expect(plan.status).toBe(0);
});

test('an imported spec is minimal, adopts, and has a schema for editors', () => {
  expect(readText(folder, 'all/orders-execution.yaml')).toBe(
    '# yaml-language-server: $schema=.rolecall.v1.schema.json\napiVersion: rolecall/v1\nkind: TaskExecutionRole\n' +
      'metadata:\n  name: orders-execution\nspec:\n  managedPolicies:\n    - service-role/AmazonECSTaskExecutionRolePolicy\n' +
      '  permissionsBoundary: none\n  management:\n    adopt: true\n',
  );
  expect(JSON.parse(readText(folder, 'all/.rolecall.v1.schema.json'))).toHaveProperty('$schema');
});

test('a boundary that an imported role gets later is drift', async () => {
  const account = JSON.parse(readFileSync(ACCOUNT, 'utf8'));
  for (const role of account.RoleDetailList)
    role.PermissionsBoundary = {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
    };
  const file = join(folderWith({ 'account.json': JSON.stringify(account) }), 'account.json');
  const { stdout } = await run(['plan', `${folder}/all`, '--account-file', file, '--role', 'orders-execution']);
  expect(stdout).toContain('A permissions boundary is set; the spec says none.');
});

test('where the guards require a boundary, import leaves it to them', async () => {
  const guards =
    'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  requiredBoundary: arn:aws:iam::111122223333:policy/boundary\n';
  const config = join(folderWith({ 'rolecall.yml': guards }), 'rolecall.yml');
  await run(['import', ...offline, '--out', `${folder}/bound`, '--role', 'orders-execution', '--config', config]);
  expect(readText(folder, 'bound/orders-execution.yaml')).not.toContain('permissionsBoundary');
});

test('a role that CloudFormation keeps is only observed', () => {
  expect(readText(folder, 'all/stack-task.yaml')).toContain('mode: observe');
});

test('what a spec cannot hold makes it observe, and moves no cursor in its comments', async () => {
  const account = JSON.parse(readFileSync(ACCOUNT, 'utf8'));
  const [role] = account.RoleDetailList;
  role.Tags.push({ Key: 'a\u001b[2J\u2028', Value: 'b' }, { Key: '__proto__', Value: 'c' });
  const file = join(folderWith({ 'account.json': JSON.stringify(account) }), 'account.json');
  await run(['import', '--account-file', file, '--out', `${folder}/odd`, '--role', role.RoleName]);
  const text = readText(folder, `odd/${role.RoleName}.yaml`);
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text).toContain('# left out the tag a\\u001b[2J');
  expect(text).toContain('# left out the tag __proto__');
  expect(text).toContain('mode: observe');
  expect(await run(['validate', `${folder}/odd`])).toMatchObject({ status: 0 });
});

test('import writes over nothing, unless it is told to', async () => {
  const before = readText(folder, 'all/deployer.yaml');
  const again = await run(['import', ...offline, '--out', `${folder}/all`, '--mode', 'observe']);
  expect(again).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('--force') });
  expect(readText(folder, 'all/deployer.yaml')).toBe(before);
  expect((await run(['import', ...offline, '--out', `${folder}/all`, '--mode', 'observe', '--force'])).status).toBe(0);
  expect(readText(folder, 'all/deployer.yaml')).toContain('mode: observe');
});

test.each([
  [['--ecs'], ['legacy-task', 'orders-execution', 'orders-task', 'stack-task']],
  [['--path', '/ecs/'], ['legacy-task']],
  [
    ['--role', 'Orders-Task', '--role', 'deployer'],
    ['deployer', 'orders-task'],
  ],
])('import %p takes %p', async (options, roles) => {
  const out = `${folder}/${options.join('').replaceAll('/', '')}`;
  await run(['import', ...offline, '--out', out, ...options]);
  const written = readdirSync(out).filter((name) => !name.startsWith('.'));
  expect(written.sort()).toEqual(roles.map((role) => `${role}.yaml`));
});

test('import of an unknown role is an error, with what was probably meant', async () => {
  const { status, stderr } = await run(['import', ...offline, '--out', `${folder}/none`, '--role', 'deploier']);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'rolecall: The account has no role "deploier". Did you mean "deployer"?\n',
  });
});

test('import names every unknown role at once', async () => {
  const argv = [
    'import',
    ...offline,
    '--out',
    `${folder}/none`,
    '--role',
    'deploier',
    '--role',
    'zzzzzzzz',
    '--role',
    'deployer',
  ];
  expect((await run(argv)).stderr).toBe(
    'rolecall: The account has no role "deploier". Did you mean "deployer"?\nThe account has no role "zzzzzzzz".\n',
  );
});

test('import says where the export holds a role of that name in another account', async () => {
  const account = JSON.parse(readText(ACCOUNT)) as { RoleDetailList: { RoleName: string; Arn: string }[] };
  const [first] = account.RoleDetailList;
  const foreign = { ...first, RoleName: 'Visitor', Arn: 'arn:aws:iam::444455556666:role/Visitor' };
  account.RoleDetailList.push(foreign as (typeof account.RoleDetailList)[number]);
  const own = folderWith({ 'account.json': JSON.stringify(account) });
  const argv = ['import', '--account-file', `${own}/account.json`, '--account-id', '111122223333', '--role', 'visitor'];
  const { status, stderr } = await run([...argv, '--out', `${own}/roles`]);
  expect(status).toBe(1);
  expect(stderr).toContain(
    'The account has no role "visitor". The export holds it in account 444455556666: arn:aws:iam::444455556666:role/Visitor',
  );
});

test.each(['ecs/', '/ecs', 'ecs'])('import --path %s is an error: a path begins and ends with a slash', async (path) => {
  const { status, stderr } = await run(['import', ...offline, '--out', `${folder}/none`, '--path', path]);
  expect(status).toBe(1);
  expect(stderr).toContain('A path begins and ends with a slash, as in /ecs/.');
});

test('import --format json lists what was written', async () => {
  const { stdout } = await run(['import', ...offline, '--out', `${folder}/json`, '--role', 'stack-task', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'Import',
    specs: [{ role: 'stack-task', kind: 'TaskRole', file: `${folder}/json/stack-task.yaml` }],
  });
});

test.each([
  ['orders-task', 'orders-task.yaml'],
  ['.hidden', 'role_.hidden.yaml'],
  ['-rf', 'role_-rf.yaml'],
  ['con', 'role_con.yaml'],
  ['LPT1.x', 'role_LPT1.x.yaml'],
  ['../../etc/passwd', 'role_.._.._etc_passwd.yaml'],
  ['a+b=c,d.e@f', 'a+b=c,d.e@f.yaml'],
])('the spec of role %p is named %p', (role, file) => {
  expect(specFileName(role, new Set())).toBe(file);
});

test('two roles never share a file, even where the file system folds case', () => {
  const taken = new Set<string>();
  expect([specFileName('con', taken), specFileName('role_CON', taken)]).toEqual(['role_con.yaml', 'role_CON_2.yaml']);
});

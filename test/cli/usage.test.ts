import { afterAll, describe, expect, test } from '@jest/globals';
import { ACCOUNT, folderWith, ORDERS_TASK, removeFolders, run } from './console.ts';

afterAll(removeFolders);

const folder = folderWith({ 'orders.yaml': ORDERS_TASK, 'text.json': 'no json', 'list.json': '[]', 'other.json': '{"a":1}' });
const specs = `${folder}/orders.yaml`;

describe('help', () => {
  test.each(['validate', 'plan', 'apply', 'import', 'snapshot', 'audit', 'generate', 'report', 'notify', 'status', 'demo'])(
    '%s --help exits 0 and says how to use it',
    async (verb) => {
      const { status, stdout, stderr } = await run([verb, '--help']);
      expect(stdout).toContain(`Usage: rolecall ${verb}`);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );

  test.each(['plan', 'apply', 'import', 'snapshot', 'validate', 'audit', 'generate', 'report', 'notify', 'status'])(
    '%s --help has examples',
    async (verb) => {
      expect((await run([verb, '--help'])).stdout).toContain(`Examples:\n  rolecall ${verb}`);
    },
  );

  test('rolecall --help lists every verb and the exit statuses', async () => {
    const { status, stdout } = await run(['--help']);
    for (const verb of ['validate', 'plan', 'apply', 'import', 'snapshot', 'demo'])
      expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
    expect(stdout).toContain('Exit status: 0 ');
    expect(status).toBe(0);
  });

  test('rolecall help says what rolecall --help says', async () => {
    const { status, stdout } = await run(['help']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: (await run(['--help'])).stdout });
  });

  test('rolecall help plan says what rolecall plan --help says', async () => {
    const { status, stdout } = await run(['help', 'plan']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: (await run(['plan', '--help'])).stdout });
  });

  test.each(['plan', 'apply', 'import'])('a wrong flag of %s points to the help of that verb', async (verb) => {
    expect((await run([verb, '--forse'])).stderr).toContain(`See rolecall ${verb} --help.`);
  });

  test.each(['', 'validate', 'plan', 'apply', 'import'])(
    'the examples of %p keep specs in a folder named roles',
    async (verb) => {
      const { stdout } = await run([...(verb === '' ? [] : [verb]), '--help']);
      const [, examples = ''] = stdout.split('Examples:\n');
      const commands = [...examples.matchAll(/^ {2}(\S+(?: \S+)*)/gm)].map(([, command = '']) => command);
      expect(commands.join('\n')).toMatch(/ roles\b/);
      expect(commands.join('\n')).not.toMatch(/\bspecs\b/);
    },
  );
});

describe("a user's mistake is one message on stderr, without a stack, and exit status 1", () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an unknown verb', ['plam', specs], /unknown command 'plam'[\s\S]*plan/],
    ['an unknown option', ['plan', specs, '--forse'], /unknown option '--forse'/],
    ['no verb', [], /Usage: rolecall/],
    ['no specs', ['plan', '--account-file', ACCOUNT], /missing required argument 'specs'/],
    ['a format that is none', ['plan', specs, '--format', 'xml'], /Allowed choices are text, json, markdown, aws/],
    ['a label without a value', ['plan', specs, '-l', 'team'], /key=value/],
    ['an account id that is none', ['plan', specs, '--account-id', '123'], /twelve digits/],
    ['an export that is not there', ['plan', specs, '--account-file', `${folder}/none.json`], /none\.json does not exist/],
    ['an export that is no JSON', ['plan', specs, '--account-file', `${folder}/text.json`], /text\.json is no JSON/],
    [
      'an export that is a list',
      ['plan', specs, '--account-file', `${folder}/list.json`],
      /list\.json is no export of an account/,
    ],
    [
      'an export that is another file',
      ['plan', specs, '--account-file', `${folder}/other.json`],
      /other\.json is no export of an account/,
    ],
    ['an export that is a folder', ['plan', specs, '--account-file', folder], /cannot be read/],
    ['specs in a misnamed bucket', ['plan', 's3:/bucket', '--account-file', ACCOUNT], /Write s3:/],
    [
      'guards that are not there',
      ['plan', specs, '--account-file', ACCOUNT, '--config', `${folder}/no.yml`],
      /no\.yml does not exist/,
    ],
    ['import without a folder', ['import', '--account-file', ACCOUNT], /required option '--out <DIR>'/],
  ])('%s', async (_, argv, message) => {
    const { status, stdout, stderr } = await run(argv);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('specs that are not there', async () => {
    const { status, stdout } = await run(['plan', `${folder}/none.yaml`, '--account-file', ACCOUNT]);
    expect(stdout).toContain('none.yaml does not exist; check the path.');
    expect(status).toBe(1);
  });
});

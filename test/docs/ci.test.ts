import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { folderWith, removeFolders, run } from '../cli/console.ts';

const text = readFileSync('docs/ci.md', 'utf8');
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);

afterAll(removeFolders);

/** Whatever a job runs, wherever it stands in the workflow. */
function commandsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(commandsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    ['run', 'script'].includes(key) ? [member].flat().filter((line) => typeof line === 'string') : commandsIn(member),
  );
}

const commands = [...blocks('yml').flatMap((block) => commandsIn(parse(block))), ...blocks('sh')]
  .flatMap((command) => command.split('\n'))
  .map((line) => line.replace(/ \|\| .*$/, ''));
const ours = [...new Set(commands.filter((line) => line.startsWith('npx rolecall ') && !line.includes(' snapshot ')))];

/** The folder that the document speaks of, with an account's export beside it. */
function repository(): string {
  const folder = folderWith({});
  for (const name of ['ecs', 'roles']) mkdirSync(`${folder}/${name}`);
  writeFileSync(`${folder}/ecs/orders.json`, readFileSync('test/cases/task-definitions/orders.json'));
  writeFileSync(`${folder}/account.json`, JSON.stringify({ RoleDetailList: [], Policies: [] }));
  const role = {
    apiVersion: 'rolecall/v1',
    kind: 'TaskRole',
    metadata: { name: 'orders-task' },
    spec: { tags: { service: 'orders' } },
  };
  writeFileSync(`${folder}/roles/orders.json`, JSON.stringify(role));
  return folder;
}

/** The arguments as a shell would hand them over, in that folder and without credentials. */
function argumentsOf(line: string, folder: string): readonly string[] {
  const words = line
    .replace(/^npx rolecall /, '')
    .replace(/ >>? .*$/, '')
    .split(' ');
  const paths = words.flatMap((word) =>
    word === 'ecs/*.json' ? readdirSync(`${folder}/ecs`).map((file) => `ecs/${file}`) : [word],
  );
  const placed = paths.map((word) => (/^(ecs\/|roles|account\.json)/.test(word) ? `${folder}/${word}` : word));
  const offline =
    placed.includes('--account-id') || placed.includes('--account-file')
      ? ['--account-id', '111122223333']
      : ['--account-file', `${folder}/account.json`, '--account-id', '111122223333'];
  return [...placed, ...(placed.includes('--region') ? [] : ['--region', 'eu-west-1']), ...offline];
}

test('The document has commands to run', () => expect(ours.length).toBeGreaterThanOrEqual(5));

describe('A command of the document does what it says', () => {
  test.each(ours)('%s', async (line) => {
    const { status, stdout } = await run(argumentsOf(line, repository()));
    // The execution role does not exist, which is a finding of severity high; a spec is written without any account.
    const says = { generate: 'kind: TaskExecutionRole', plan: 'apply would create 1 role' }[
      /rolecall (\w+)/.exec(line)?.[1] ?? ''
    ];
    expect(status).toBe(line.includes(' generate ') ? 0 : 2);
    expect(stdout).toContain(says ?? 'orders-execution');
  });
});

test('What the job may do covers every call that it makes, and nothing that writes', () => {
  const [policy = ''] = blocks('json');
  const { Action } = JSON.parse(policy).Statement[0] as { Action: string[] };
  expect(Action.filter((action) => !/:(Get|List|Describe)/.test(action))).toEqual([]);
  const calls = ['adapters/iam.ts', ...readdirSync('adapters/ecs').map((file) => `adapters/ecs/${file}`)]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const ecs = [...calls.matchAll(/(?:paginate(List\w+)|new (Describe\w+)Command)/g)].map(
    ([, list, describe]) => list ?? describe,
  );
  expect(Action.filter((action) => action.startsWith('ecs:'))).toEqual([...new Set(ecs)].map((call) => `ecs:${call}`).sort());
});

describe('The step that comments', () => {
  const steps = blocks('yml').flatMap((block) => commandsIn(parse(block)));
  const step = steps.find((command) => command.includes('gh api')) ?? '';

  interface Comment {
    readonly id: number;
    readonly user: { readonly login: string };
    readonly body: string;
  }

  /** What this filter lets through, which gh itself evaluates. */
  const OURS = '.[] | select(.user.login == "github-actions[bot]" and (.body | contains("<!-- rolecall plan -->"))) | .id';
  const isOurs = ({ user, body }: Comment) => user.login === 'github-actions[bot]' && body.includes('<!-- rolecall plan -->');

  /** Runs it with a gh that finds these comments, and gives what it was asked for beside the list. */
  function calls(plan: string, comments: readonly Comment[]) {
    const ids = comments.filter(isOurs).map(({ id }) => `${id}\n`);
    const folder = folderWith({ 'plan.md': plan, 'ours.txt': ids.join(''), 'filter.txt': OURS });
    const gh = `#!/bin/sh
case "$*" in
  *--paginate*) [ "$5" = "$(cat filter.txt)" ] && cat ours.txt ;;
  *) echo "$@" >> calls.txt ;;
esac
`;
    writeFileSync(`${folder}/calls.txt`, '');
    writeFileSync(`${folder}/gh`, gh, { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH}`, GITHUB_REPOSITORY: 'acme/roles', PULL_REQUEST: '7' };
    execFileSync('bash', ['-e', '-o', 'pipefail', '-c', step], { cwd: folder, env });
    return { calls: readFileSync(`${folder}/calls.txt`, 'utf8'), body: readFileSync(`${folder}/plan.md`, 'utf8') };
  }

  const bot = { login: 'github-actions[bot]' };
  const others = [
    { id: 1, user: { login: 'jane' }, body: 'I quote <!-- rolecall plan -->' },
    { id: 2, user: bot, body: 'Coverage rose.' },
  ];

  test('posts a comment where there is none of ours, and marks it', () => {
    const { calls: made, body } = calls('## Rolecall plan\n', others);
    expect(made).toBe('api --method POST repos/acme/roles/issues/7/comments -F body=@plan.md --silent\n');
    expect(body).toBe('## Rolecall plan\n\n<!-- rolecall plan -->\n');
  });

  test("replaces ours, and nobody else's", () => {
    const ours = { id: 3, user: bot, body: '## Rolecall plan\n\n<!-- rolecall plan -->' };
    const { calls: made } = calls('## Rolecall plan\n', [...others, ours, ...others]);
    expect(made).toBe('api --method PATCH repos/acme/roles/issues/comments/3 -F body=@plan.md --silent\n');
  });

  test('says nothing where there is no plan', () => expect(calls('', others).calls).toBe(''));
});

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

const commands = [
  ...blocks('yml').flatMap((block) => commandsIn(parse(block))),
  ...blocks('sh').flatMap((block) => block.split('\n')),
];
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
    expect(status).toBe(line.includes(' generate ') ? 0 : 2);
    expect(stdout).toContain(line.includes(' generate ') ? 'kind: TaskExecutionRole' : 'orders-execution');
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

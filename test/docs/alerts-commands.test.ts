import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as eventBridge from '@aws-sdk/client-eventbridge';
import * as sns from '@aws-sdk/client-sns';
import * as ssm from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { ACCOUNT, folderWith, ORDERS_TASK, removeFolders, run } from '../cli/console.ts';
import { DeployedAccount } from '../cli/deployed-account.ts';
import { fullState } from '../report/status/full-state.ts';
import { SlackServer } from '../slack/slack-server.ts';

const text = readFileSync('docs/alerts.md', 'utf8');
const lines = [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
const server = new SlackServer();
const [parameters, topics] = [mockClient(ssm.SSMClient), mockClient(sns.SNSClient)];

/** Operations of services whose clients are not installed here, from AWS's own reference of its command line. */
const OTHERS = ['cloudformation describe-stacks', 's3 cp', 'secretsmanager create-secret'];
const CLIENTS: Readonly<Record<string, object>> = { events: eventBridge, sns, ssm };

beforeAll(async () => {
  await server.start();
  parameters.on(ssm.GetParameterCommand).resolves({ Parameter: { Value: server.webhook('T0/B0/x') } });
  topics.on(sns.PublishCommand).resolves({});
});
afterAll(() => server.stop());
afterAll(removeFolders);

/** What stands in the reader's folder. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['account.json', ACCOUNT],
  ['orders.json', fileURLToPath(new URL('../cases/task-definitions/orders.json', import.meta.url))],
  ['roles', folderWith({ 'orders.yml': ORDERS_TASK })],
]);

/** As a shell hands them over. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare);
}

describe('our commands do what the document says', () => {
  const ours = lines.filter((line) => line.startsWith('npx rolecall '));

  test.each(ours)('%s', async (line) => {
    const { connect } = new DeployedAccount({ state: fullState({ roles: [{ name: 'orders', status: 'Invalid' }] }) });
    const { status, stdout, stderr } = await run(
      wordsOf(line)
        .slice(2)
        .map((word) => FILES.get(word) ?? word),
      { connect },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(line.includes('--test') ? /^Sent a test message/ : /This would be said now|"NotifyPreview"/);
  });

  test('there are some', () => expect(ours.length).toBeGreaterThanOrEqual(3));
});

describe("AWS's commands exist, and say in which region", () => {
  const theirs = lines.flatMap((line) => [...line.matchAll(/\baws [a-z].*/g)].map(([command]) => command));

  test.each(theirs)('%s', (line) => {
    const [, service = '', operation = ''] = wordsOf(line);
    const command = `${operation.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Command`;
    expect(OTHERS.includes(`${service} ${operation}`) || command in (CLIENTS[service] ?? {})).toBe(true);
    expect(line).toContain('--region eu-west-1');
  });

  test('no command holds a secret: it is read from where it is typed', () => {
    const secret = theirs.filter((line) => /put-parameter|create-secret/.test(line));
    expect(secret.length).toBeGreaterThan(0);
    for (const line of secret) expect(line).toMatch(/file:\/\/\/dev\/stdin$/);
  });
});

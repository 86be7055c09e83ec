import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { shownText } from '../slack/read-message.ts';
import { SlackServer } from '../slack/slack-server.ts';
import { run } from './console.ts';
import { CALLER, DeployedAccount, type DeployedGiven } from './deployed-account.ts';

const server = new SlackServer();
const ssm = mockClient(SSMClient);
const sns = mockClient(SNSClient);
const HOOK = 'T0/B0/planted-webhook';
const TOPIC = 'sns:arn:aws:sns:eu-central-1:111122223333:alerts';
const BY_WEBHOOK = 'A webhook posts only to the channel that it was made for: look for the message there.';
const SECRET = ['--secret', '/rolecall/slack'];

beforeAll(() => server.start());
afterAll(() => server.stop());
beforeEach(() => {
  server.forget();
  ssm.reset();
  sns.reset();
});

function holds(Value: string): void {
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value } });
}

async function send(argv: readonly string[], given: DeployedGiven = {}, env: Readonly<Record<string, string>> = {}) {
  const { connect } = new DeployedAccount(given);
  const ended = await run(['notify', '--test', ...argv], { connect, env });
  expect(ended.stdout + ended.stderr).not.toMatch(/planted|^ +at /m);
  return ended;
}

describe('a test message to Slack', () => {
  test('goes through the webhook in the parameter, says that it is a test and that nothing is wrong', async () => {
    holds(server.webhook(HOOK));
    expect(await send(SECRET)).toMatchObject({
      status: 0,
      stdout: `Sent a test message through a webhook. ${BY_WEBHOOK}\n`,
      stderr: '',
    });
    const [message] = server.taken;
    expect(message?.text).toMatch(/^Rolecall test: this channel works, nothing is wrong\./);
    expect(shownText(message?.blocks ?? [])).toBe(
      `# Rolecall test: this channel works, nothing is wrong\n\nSent from account 111122223333 by ${CALLER} at 2026-11-22T08:00:00.000Z. Nobody needs to do anything.`,
    );
    expect(server.taken).toHaveLength(1);
  });

  test('reads the parameter that is named, decrypted, where the account is', async () => {
    holds(server.webhook(HOOK));
    await send(SECRET, { region: 'eu-north-1' });
    const [call] = ssm.commandCalls(GetParameterCommand);
    expect(call?.args[0].input).toEqual({ Name: '/rolecall/slack', WithDecryption: true });
    expect(await call?.thisValue.config.region()).toBe('eu-north-1');
  });

  test('goes to the webhook of the channel that is named', async () => {
    holds(JSON.stringify({ orders: server.webhook('orders'), default: server.webhook('default') }));
    const { stdout } = await send([...SECRET, '--channel', '#orders']);
    expect(server.taken.map(({ channel }) => channel)).toEqual(['/services/orders']);
    expect(stdout).toBe(`Sent a test message through the webhook of the channel #orders. ${BY_WEBHOOK}\n`);
  });

  test('through a webhook does not claim to have reached the channel that is named', async () => {
    holds(server.webhook(HOOK));
    const { stdout } = await send([...SECRET, '--channel', '#elsewhere']);
    expect(stdout).toBe(`Sent a test message through a webhook. ${BY_WEBHOOK}\n`);
  });

  test('is tried again where that may help', async () => {
    holds(server.webhook(HOOK));
    server.faults.push({ kind: 'status', status: 503 }, { kind: 'rateLimited', seconds: 2 });
    expect(await send(SECRET)).toMatchObject({ status: 0 });
  });

  test.each([
    ['a webhook that is gone', () => server.address.concat(`/services/${HOOK}`), /was not sent\. Slack refused .*no_service/],
    ['no webhook for it', () => JSON.stringify({ other: server.webhook(HOOK) }), /no webhook for the channel default/],
    [
      'a bot token without a channel',
      () => 'xoxb-1-planted',
      /A bot token takes the name of a channel\. Give .*--channel '#iam-drift'/,
    ],
    ['what is no secret of Slack’s', () => 'planted', /holds no secret of Slack's/],
  ])('with %s is not sent, and says why', async (_, value, reason) => {
    holds(value());
    const { status, stdout, stderr } = await send(SECRET);
    expect({ status, stdout, taken: server.taken }).toEqual({ status: 1, stdout: '', taken: [] });
    expect(stderr).toMatch(/^rolecall: The test message to the channel default was not sent\. /);
    expect(stderr).toMatch(reason);
  });

  test.each([['the very API that the variable names', 'ROLECALL_SLACK_API_URL']])(
    'with a bot token goes to %s',
    async (_, name) => {
      server.tokens.add('xoxb-1-planted');
      holds('xoxb-1-planted');
      const env = { [name]: `${server.address}/api/` };
      const { stdout } = await send([...SECRET, '--channel', '#alerts'], {}, env);
      expect(stdout).toBe('Sent a test message to the channel #alerts. Look for it in Slack.\n');
      expect(server.taken.map(({ channel }) => channel)).toEqual(['#alerts']);
      const { status, stderr } = await send([...SECRET, '--channel', '#nowhere'], {}, env);
      expect(stderr).toMatch(
        /channel_not_found\)\. Check the name of the channel, and invite the app to it: \/invite @rolecall\.\n$/,
      );
      expect(status).toBe(1);
    },
  );

  test.each(['http://slack.example/api/', 'https://:word@slack.example/api/', 'xoxb-1-planted'])(
    'goes nowhere where the variable names no API: %s',
    async (url) => {
      holds('xoxb-1-planted');
      const { status, stderr } = await send([...SECRET, '--channel', '#alerts'], {}, { ROLECALL_SLACK_API_URL: url });
      expect(stderr).toMatch(/^rolecall: ROLECALL_SLACK_API_URL .*as in https:\/\/slack-gov\.com\/api\//);
      expect(status).toBe(1);
      expect(ssm.commandCalls(GetParameterCommand)).toEqual([]);
    },
  );

  test('that Slack does not answer says where, and what is known of why', async () => {
    holds('https://127.0.0.1:59999/services/planted');
    const { status, stderr } = await send(SECRET);
    expect(stderr).toMatch(
      / was not sent\. Slack did not answer at 127\.0\.0\.1:59999 \(ECONNREFUSED\)\. Try again in a minute\.\n$/,
    );
    expect(status).toBe(1);
  });

  test('through an outage says to try again, for nothing is kept', async () => {
    holds(server.webhook(HOOK));
    server.faults.push(...Array.from({ length: 8 }, () => ({ kind: 'status', status: 503 }) as const));
    expect(await send(SECRET)).toMatchObject({
      status: 1,
      stderr:
        'rolecall: The test message to the channel default was not sent. Slack failed with status 503. Try again in a minute.\n',
    });
  });

  test('with a parameter that is not there says so', async () => {
    ssm.on(GetParameterCommand).rejects(new ParameterNotFound({ $metadata: {}, message: '' }));
    const { status, stderr } = await send(SECRET);
    expect(stderr).toMatch(/The SSM parameter \/rolecall\/slack .* there is none of that name\. Create it/);
    expect(status).toBe(1);
  });

  test('without a region to read the parameter in says so', async () => {
    const { status, stderr } = await send(SECRET, { region: undefined });
    expect(stderr).toMatch(/^rolecall: No region is set\. .*--region/);
    expect(status).toBe(1);
  });
});

describe('a test message to a topic', () => {
  test('needs no secret, and tells people and machines that it is a test', async () => {
    sns.on(PublishCommand).resolves({});
    const { status, stdout } = await send(['--channel', TOPIC], { region: undefined });
    expect(stdout).toMatch(/^Sent a test message to the channel sns:arn:.*severity info gets it\.\n$/);
    const input = sns.commandCalls(PublishCommand)[0]?.args[0].input;
    const bodies = JSON.parse(input?.Message ?? '') as Record<string, string>;
    expect(input?.Subject).toBe('Rolecall test: nothing is wrong');
    expect(bodies.email).toMatch(/^Rolecall test: .*nothing is wrong/);
    expect(JSON.parse(bodies.default ?? '')).toMatchObject({ kind: 'TestMessage', account: '111122223333' });
    expect(status).toBe(0);
  });

  test('that does not take it says why', async () => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('no'), { name: 'NotFoundException' }));
    const { status, stderr } = await send(['--channel', TOPIC]);
    expect(stderr).toMatch(/was not sent\. The topic arn:.* there is no such topic/);
    expect(status).toBe(1);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readNotifySettings } from '../../handlers/notify/notify-settings.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-notify';
const TOPIC = 'sns:arn:aws:sns:eu-west-1:111122223333:rolecall-alerts';
const TOKEN = 'xoxb-1-planted-token';
const WEBHOOK = 'https://hooks.slack.com/services/T0/B0/planted-webhook';
const WEBHOOK_PATHS = [
  '/services/T0/B0/planted',
  '/services/TABC/BDEF/planted',
  '/T0123/B0123/planted',
  '/triggers/E0/1/planted',
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rolecall-notify-settings-'));
  writeFileSync(join(folder, 'rolecall.yml'), 'apiVersion: rolecall/v1\nkind: Controller\nspec:\n  owner: platform\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function settings(changes: Readonly<Record<string, string>> = {}) {
  const environment = {
    ROLECALL_STATE: 's3://state/controller',
    ROLECALL_AUDITS: 's3://state/audits',
    ROLECALL_ALERTS: 's3://state/alerts',
    ROLECALL_REPORTS: 's3://state/reports',
    ROLECALL_CONFIG: join(folder, 'rolecall.yml'),
    ...changes,
  };
  return readNotifySettings(environment, FUNCTION);
}

const complaint = (changes: Readonly<Record<string, string>>) =>
  settings(changes).then(
    () => '',
    ({ message }: Error) => message,
  );

describe('The settings of who tells people', () => {
  test('become values, and leave out what is not set', async () =>
    expect(await settings()).toEqual({
      account: { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' },
      guards: expect.objectContaining({ owner: 'platform' }),
      deployment: 'rolecall',
      state: { bucket: 'state', prefix: 'controller' },
      audits: { bucket: 'state', prefix: 'audits' },
      alerts: { bucket: 'state', prefix: 'alerts' },
      reports: { bucket: 'state', prefix: 'reports' },
      channels: { slackSecret: undefined, alertChannel: undefined, eventBus: undefined, slackApiUrl: undefined },
      life: { reminderSeconds: 86_400, failingRuns: 3 },
    }));

  test.each([
    [{ ROLECALL_SLACK_SECRET: '/rolecall/slack' }, { slackSecret: '/rolecall/slack' }],
    [
      { ROLECALL_SLACK_SECRET: '/aws/reference/secretsmanager/rolecall/slack' },
      { slackSecret: '/aws/reference/secretsmanager/rolecall/slack' },
    ],
    [{ ROLECALL_ALERT_CHANNEL: '#iam-drift', ROLECALL_SLACK_SECRET: 'slack' }, { alertChannel: '#iam-drift' }],
    [{ ROLECALL_ALERT_CHANNEL: TOPIC }, { alertChannel: TOPIC }],
    [{ ROLECALL_EVENT_BUS: 'default' }, { eventBus: 'default' }],
    [
      { ROLECALL_EVENT_BUS: 'arn:aws:events:eu-west-1:111122223333:event-bus/security' },
      { eventBus: 'arn:aws:events:eu-west-1:111122223333:event-bus/security' },
    ],
    [{ ROLECALL_SLACK_API_URL: 'https://slack-gov.com/api/' }, { slackApiUrl: 'https://slack-gov.com/api/' }],
    [{ ROLECALL_SLACK_API_URL: 'http://127.0.0.1:8080/api/' }, { slackApiUrl: 'http://127.0.0.1:8080/api/' }],
  ])('name channels: %j', async (changes, channels) =>
    expect((await settings(changes as Record<string, string>)).channels).toMatchObject(channels),
  );

  test('say how often people are reminded, and for which deployment', async () =>
    expect(
      await settings({
        ROLECALL_REMINDER_SECONDS: '604800',
        ROLECALL_FAILING_RUNS: '1',
        POWERTOOLS_SERVICE_NAME: 'rolecall-prod',
      }),
    ).toMatchObject({ life: { reminderSeconds: 604_800, failingRuns: 1 }, deployment: 'rolecall-prod' }));

  test.each([
    [{ ROLECALL_ALERTS: '' }, 'ROLECALL_ALERTS is not set: write where it is kept what people were told'],
    [{ ROLECALL_REPORTS: 'reports' }, 'ROLECALL_REPORTS is "reports": write where reports are kept'],
    [{ ROLECALL_REMINDER_SECONDS: '60' }, 'ROLECALL_REMINDER_SECONDS is "60": write whole seconds from 3600 to 604800'],
    [{ ROLECALL_FAILING_RUNS: '0' }, 'ROLECALL_FAILING_RUNS is "0": write whole runs from 1 to 100'],
    [{ POWERTOOLS_SERVICE_NAME: 'a; rm -rf /' }, "write the deployment's name"],
    [{ ROLECALL_ALERT_CHANNEL: '#iam-drift' }, "it is a channel of Slack's, so set ROLECALL_SLACK_SECRET too"],
    [{ ROLECALL_SLACK_API_URL: 'http://slack.example/api/' }, "write the address of another API than Slack's"],
    [{ ROLECALL_SLACK_API_URL: 'https://user@slack.example/api/' }, "write the address of another API than Slack's"],
    [{ ROLECALL_SLACK_API_URL: 'https://:word@slack.example/api/' }, "write the address of another API than Slack's"],
    [{ ROLECALL_EVENT_BUS: 'a bus' }, 'write the name or the ARN of the event bus'],
  ])('that are wrong are refused, with what to write: %j', async (changes, words) =>
    expect(await complaint(changes as Record<string, string>)).toContain(words),
  );

  test('that are wrong are all listed at once', async () => {
    const wrong = { ROLECALL_STATE: '', ROLECALL_AUDITS: 'x', ROLECALL_EVENT_BUS: '?', ROLECALL_FAILING_RUNS: 'many' };
    const lines = (await complaint(wrong)).split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(Object.keys(wrong)));
    expect(lines).toHaveLength(5);
  });

  test.each(['ROLECALL_SLACK_SECRET', 'ROLECALL_ALERT_CHANNEL', 'ROLECALL_EVENT_BUS'])(
    'never repeat a secret that somebody put into %s',
    async (name) => {
      for (const secret of [TOKEN, WEBHOOK, ...WEBHOOK_PATHS]) {
        const message = await complaint({ [name]: secret });
        expect(message).toContain(`${name} is set to something else: write `);
        expect(message).not.toContain('planted');
      }
    },
  );

  test.each(['ROLECALL_STATE', 'ROLECALL_ALERTS', 'ROLECALL_FAILING_RUNS', 'ROLECALL_CONFIG', 'POWERTOOLS_SERVICE_NAME'])(
    'nor one of Slack that stands where none belongs: %s',
    async (name) => {
      for (const secret of [TOKEN, WEBHOOK, ...WEBHOOK_PATHS])
        expect(await complaint({ [name]: secret })).not.toContain('planted');
    },
  );
});

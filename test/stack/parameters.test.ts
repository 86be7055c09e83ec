import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { packaged, propertiesOf, resolved } from './template.ts';

function checked(...args: readonly string[]) {
  const code = `import('./scripts/parameters.mjs').then(({ checkedParameters }) => checkedParameters(${JSON.stringify(args)}))
    .catch(({ message }) => { console.error(message); process.exit(1); })`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  return { status, stderr };
}

test('Parameters that the stack knows are taken', () =>
  expect(checked('--region', 'eu-west-1', '--param', 'trail=existing', '--param=email=ops@example.com')).toEqual({
    status: 0,
    stderr: '',
  }));

test('An empty value is taken too, as osls takes one', () => {
  const code = `import { checkedParameters } from './scripts/parameters.mjs';
    process.stdout.write(JSON.stringify(checkedParameters(['--param', 'eventBus=', '--param=email=', '--region', 'eu-west-1'])))`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual(['--param', 'eventBus= ', '--param=email= ', '--region', 'eu-west-1']);
});

test.each([
  [['--param', 'emial=ops@example.com'], 'There is no parameter "emial", so nothing was done. Did you mean email?'],
  [['--param=specWriter=arn'], 'Did you mean specWriters?'],
  [['--param', 'nonsense'], 'The parameters are name, schedule,'],
])('A slip in a parameter stops everything: %j', (args, words) => {
  const { status, stderr } = checked(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
});

describe('Parameters that are kept in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-parameters-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function withFile(text: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    const file = join(folder, 'parameters.yml');
    writeFileSync(file, text);
    const code = `import('./scripts/parameters.mjs').then(({ checkedParameters }) => console.log(JSON.stringify(checkedParameters(${JSON.stringify(args)}))))
      .catch(({ message }) => { console.error(message); process.exit(1); })`;
    const env = { ...process.env, ROLECALL_CONFIG: join(folder, 'rolecall.yml'), ...variables };
    return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env });
  }

  test('are given with every deployment, and an argument goes before them', () => {
    const text = 'specWriters: arn:aws:iam::111122223333:role/ci\nslackSecret: /rolecall/slack\nstaleAfterSeconds: 7200\n';
    const { stdout } = withFile(text, ['--region', 'eu-west-1', '--param', 'slackSecret=/other']);
    const [said, args = ''] = stdout.trim().split('\n');
    expect(said).toMatch(/^Parameters: specWriters, slackSecret, staleAfterSeconds of .*parameters\.yml\.$/);
    expect(JSON.parse(args)).toEqual([
      ...['--param', 'specWriters=arn:aws:iam::111122223333:role/ci', '--param', 'staleAfterSeconds=7200'],
      ...['--region', 'eu-west-1', '--param', 'slackSecret=/other'],
    ]);
  });

  test.each([
    ['emial: ops@example.com', 'Did you mean email?'],
    ['email:', 'email in .* must be a text'],
    ['alertChannel: #iam-drift', 'alertChannel in .* must be a text.* begins with # is a comment.* alertChannel: "#iam-drift"'],
    ['- email', 'must hold one parameter a line'],
    ['email: "a', 'must hold one parameter a line'],
  ])('are refused where they are wrong: %j', (text, words) => {
    const { status, stderr } = withFile(text, []);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(words));
  });

  test('are asked for where a file is named that is not there', () => {
    const { status, stderr } = withFile('', [], { ROLECALL_PARAMETERS: join(folder, 'none.yml') });
    expect(status).toBe(1);
    expect(stderr).toContain('ROLECALL_PARAMETERS names it');
  });
});

/** Whether CloudFormation takes a value: its pattern must match the whole of it. */
const isTaken = (parameter: string, value: string) =>
  new RegExp(`^(?:${packaged.Parameters[parameter]?.AllowedPattern})$`).test(value);

/** Of an address that is a secret. */
const WEBHOOK_PATHS = [
  '/services/T000/B000/XXXX',
  '/services/TABC/BDEF/abcdefghijklmnopqrstuvwx',
  '/T01234567/B01234567/abcdefghijklmnopqrstuvwx',
  '/triggers/E01234567/1234567890/abcdef',
  '/hooks.slack.com/workflows/T01234567/A01234567/1/abc',
];

describe('What is taken', () => {
  const topic = 'sns:arn:aws:sns:eu-west-1:111122223333:drift';

  test.each([
    [
      'SlackSecret',
      [
        ...['', '/rolecall/slack', 'slack', '/services/slack/webhook', '/TEAM/BILLING/slack', '/services/orders/B2/slack'],
        ...['/aws/reference/secretsmanager/rolecall/slack', '/aws/reference/secretsmanager/a+b@c=d'],
      ],
    ],
    [
      'AlertChannel',
      ['', '#iam-drift', '#équipe', 'C0123456789', topic, 'sns:arn:aws-us-gov:sns:us-gov-west-1:111122223333:drift'],
    ],
    ['EventBus', ['', 'default', 'security/rolecall', 'arn:aws-cn:events:cn-north-1:111122223333:event-bus/security']],
    ['ReportSchedule', ['cron(0 6 * * ? *)', 'rate(7 days)']],
    ['ReportChannels', ['default', '#iam-drift', topic]],
    ['ReportLink', ['console', 'presigned:1', 'presigned:12']],
  ])('as %s', (parameter, values) => expect(values.filter((value) => !isTaken(parameter, value))).toEqual([]));

  test.each([
    [
      'SlackSecret',
      ['xoxb-1-2-abc', 'https://hooks.slack.com/services/T0/B0/x', 'a/b', '/rolecall/*', '/aws/reference/secretsmanager/'],
    ],
    ['SlackSecret', WEBHOOK_PATHS],
    ['EventBus', WEBHOOK_PATHS],
    ['AlertChannel', ['xoxb-1-2-abc', 'https://hooks.slack.com/services/T0/B0/x', 'sns:drift', '#a,#b']],
    ['EventBus', ['arn:aws:events:eu-west-1:111122223333:event-bus/', 'arn:aws:sns:eu-west-1:111122223333:drift', 'a*']],
    ['ReportSchedule', ['daily']],
    ['ReportChannels', ['', 'xoxb-1-2-abc']],
    ['ReportLink', ['', 'presigned', 'presigned:0', 'presigned:13', 'presigned:24']],
  ])('is refused as %s where it is a secret or a slip', (parameter, values) =>
    expect(values.filter((value) => isTaken(parameter, value))).toEqual([]),
  );
});

describe('Who is told', () => {
  const variables = (id: string, parameters = {}) => propertiesOf(id, resolved(parameters)).Environment.Variables;
  const told = (parameters = {}) => {
    const { ROLECALL_ALERT_CHANNEL, ROLECALL_SLACK_SECRET, ROLECALL_EVENT_BUS } = variables('NotifyLambdaFunction', parameters);
    return [ROLECALL_ALERT_CHANNEL, ROLECALL_SLACK_SECRET, ROLECALL_EVENT_BUS];
  };

  test('is the topic of alerts and the default bus, unless something else is said', () =>
    expect(told()).toEqual(['sns:arn:aws:sns:eu-west-1:111122223333:rolecall-alerts', '', 'default']));

  test("is whoever the secret's own webhook tells, where there is a secret", () =>
    expect(told({ SlackSecret: '/rolecall/slack', EventBus: '' })).toEqual(['', '/rolecall/slack', '']));

  test('is the channel that is named, with a secret and without', () => {
    expect(told({ SlackSecret: '/rolecall/slack', AlertChannel: '#drift' })[0]).toBe('#drift');
    expect(told({ AlertChannel: 'sns:arn:aws:sns:eu-west-1:111122223333:drift' })[0]).toBe(
      'sns:arn:aws:sns:eu-west-1:111122223333:drift',
    );
  });

  test('is the same for alerts and for reports', () => {
    for (const parameters of [
      {},
      { SlackSecret: '/rolecall/slack' },
      { SlackSecret: '/s', AlertChannel: '#drift', EventBus: 'x' },
    ])
      expect(variables('ReportLambdaFunction', parameters)).toMatchObject(
        Object.fromEntries(
          Object.entries(variables('NotifyLambdaFunction', parameters)).filter(([name]) => name !== 'ROLECALL_ALERTS'),
        ),
      );
  });

  test('of reports is said with the parameters', () =>
    expect(variables('ReportLambdaFunction', { ReportChannels: '#drift,default', ReportLink: 'presigned:8' })).toMatchObject({
      ROLECALL_REPORT_CHANNELS: '#drift,default',
      ROLECALL_REPORT_LINK: 'presigned:8',
      ROLECALL_REPORTS: 's3://rolecall-statebucket/reports',
    }));
});

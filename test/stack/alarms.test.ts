import { describe, expect, test } from '@jest/globals';
import { ofType, propertiesOf, resolved } from './template.ts';

const resources = resolved({ StaleAfterSeconds: '7200', Email: 'ops@example.com', RetentionDays: '30' });
const alarms = ofType('AWS::CloudWatch::Alarm', resources);
const topic = 'arn:aws:sns:eu-west-1:111122223333:rolecall-alarms';

const alarm = (id: string) => propertiesOf(id, resources);

describe.each(alarms)('%s', (_, { Properties }) => {
  test('tells the topic when it begins and when it ends', () =>
    expect([Properties.AlarmActions, Properties.OKActions]).toEqual([[topic], [topic]]));

  test('says what happened, under the name of the deployment', () => {
    expect(Properties.AlarmName).toMatch(/^rolecall-/);
    expect(Properties.AlarmDescription.length).toBeGreaterThan(30);
  });
});

test('Everything that somebody should look at has an alarm', () =>
  expect(alarms.map(([, { Properties }]) => `${Properties.Namespace} ${Properties.MetricName}`).sort()).toEqual([
    'AWS/Lambda Errors',
    'AWS/Lambda Errors',
    'AWS/Lambda Errors',
    'AWS/Lambda Errors',
    'AWS/SQS ApproximateAgeOfOldestMessage',
    'AWS/SQS ApproximateNumberOfMessagesVisible',
    'AWS/SQS ApproximateNumberOfMessagesVisible',
    'AWS/SQS ApproximateNumberOfMessagesVisible',
    'AWS/SQS ApproximateNumberOfMessagesVisible',
    'Rolecall AgeOfLastSuccess',
    'Rolecall BrakeHeld',
    'Rolecall ChannelsFailing',
    'Rolecall EventPathBroken',
    'Rolecall ReportChannelsFailing',
    'Rolecall RolesBackingOff',
  ]));

test('No pass at all is as bad as none that succeeds', () =>
  expect(alarm('NoRecentSuccess')).toMatchObject({
    Threshold: '7200',
    Period: '7200',
    Statistic: 'Minimum',
    TreatMissingData: 'breaching',
  }));

test('Every dead-letter queue is watched', () => {
  const watched = ['DeadRequests', 'DeadAudits', 'DeadNotices', 'DeadEvents'].map((id) => alarm(id).Dimensions[0].Value);
  const dead = ofType('AWS::SQS::Queue', resources).map(([, { Properties }]) => Properties.QueueName);
  expect(watched.sort()).toEqual(dead.filter((name) => name.endsWith('-dead')).sort());
});

test('Every function is watched for errors', () =>
  expect(['FunctionErrors', 'AuditErrors', 'NotifyErrors', 'ReportErrors'].map((id) => alarm(id).Dimensions[0].Value)).toEqual(
    ofType('AWS::Lambda::Function', resources).map(([, { Properties }]) => Properties.FunctionName),
  ));

test("Our own metrics carry the deployment's name, as Powertools writes it", () => {
  const { Variables } = propertiesOf('ReconcileLambdaFunction', resources).Environment;
  for (const id of [
    'NoRecentSuccess',
    'BrakeHeld',
    'RolesBackingOff',
    'EventPathBroken',
    'ChannelsFailing',
    'ReportChannelsFailing',
  ])
    expect(alarm(id).Dimensions).toEqual([{ Name: 'service', Value: Variables.POWERTOOLS_SERVICE_NAME }]);
});

test('A channel is said to fail when none of the runs of an hour could use it, and the telling runs in each hour', () => {
  expect(alarm('ChannelsFailing')).toMatchObject({ Statistic: 'Minimum', Period: 3600, Threshold: 1 });
  expect(propertiesOf('Reminders', resources).ScheduleExpression).toBe('rate(1 hour)');
});

test('A person is told by mail only if one is named', () => {
  for (const id of ['AlarmEmail', 'AlertEmail']) {
    expect(propertiesOf(id, resources)).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
    expect(resolved()[id]).toBeUndefined();
  }
  expect(propertiesOf('AlertEmail', resources).TopicArn).toBe('arn:aws:sns:eu-west-1:111122223333:rolecall-alerts');
});

test('Alerts are encrypted where they lie; alarms could not be published there, and none is', () => {
  expect(propertiesOf('AlertTopic', resources).KmsMasterKeyId).toBe('alias/aws/sns');
  expect(propertiesOf('AlarmTopic', resources)).not.toHaveProperty('KmsMasterKeyId');
});

test.each(['AlarmTopicPolicy', 'AlertTopicPolicy'])('%s refuses connections that are not encrypted', (id) =>
  expect(propertiesOf(id, resources).PolicyDocument.Statement.at(-1)).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Action: 'sns:Publish',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }),
);

test('The topic of alerts lets nobody in by itself', () =>
  expect(propertiesOf('AlertTopicPolicy', resources).PolicyDocument.Statement).toHaveLength(1));

test('Only alarms of this account may use the topic', () =>
  expect(propertiesOf('AlarmTopicPolicy', resources).PolicyDocument.Statement[0]).toMatchObject({
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  }));

test.each(['Reconcile', 'Audit', 'Notify', 'Report'])('Logs of %s are kept as long as asked for', (name) =>
  expect(propertiesOf(`${name}LogGroup`, resources)).toEqual({
    LogGroupName: `/aws/lambda/rolecall-${name.toLowerCase()}`,
    RetentionInDays: '30',
  }),
);

test('The kill switch leaves everything as the guards say, until somebody turns it', () =>
  expect(propertiesOf('KillSwitch', resources)).toMatchObject({ Name: '/rolecall/kill-switch', Value: 'enforce' }));

test('The trail covers the calls that change something, in all regions', () =>
  expect(propertiesOf('AccountTrail', resources)).toMatchObject({
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'WriteOnly' }],
  }));

test('Two deployments can stand in one account', () => {
  const names = (parameters: Record<string, string>) =>
    Object.values(resolved(parameters)).flatMap(({ Properties }) =>
      Object.entries(Properties ?? {}).flatMap(([key, value]) =>
        /Name$/.test(key) && key !== 'MetricName' ? String(value) : [],
      ),
    );
  const [first, second] = [names({ Name: 'one' }), names({ Name: 'two' })];
  const generated = (name: string) => name.startsWith('rolecall-') || name.startsWith('arn:');
  expect(first.filter((name) => second.includes(name) && !generated(name))).toEqual([]);
});

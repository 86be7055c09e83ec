import { describe, expect, test } from '@jest/globals';
import { matchesPattern } from './event-pattern.ts';
import { ofType, propertiesOf, type Resource, resolved } from './template.ts';

const resources = resolved({ SpecParameterPath: '/roles' });
const rules = ofType('AWS::Events::Rule', resources);
const sqs = 'arn:aws:sqs:eu-west-1:111122223333';
const queue = `${sqs}:rolecall-requests`;
const audits = `${sqs}:rolecall-audits`;
const notices = `${sqs}:rolecall-notices`;
const reportFunction = 'arn:aws:lambda:eu-west-1:111122223333:function:rolecall-report';
const deadEvents = 'arn:aws:sqs:eu-west-1:111122223333:rolecall-events-dead';

/** Ids, names, times and identity: a path that is not here may carry a document, a value or a key. */
const HARMLESS = [
  '$.time',
  '$.detail.bucket.name',
  '$.detail.object.key',
  '$.detail.name',
  '$.detail.eventName',
  '$.detail.eventTime',
  '$.detail.eventID',
  '$.detail.errorCode',
  '$.detail.requestParameters.roleName',
  '$.detail.requestParameters.policyName',
  '$.detail.requestParameters.policyArn',
  '$.detail.awsRegion',
  '$.detail.requestParameters.family',
  '$.detail.requestParameters.taskDefinition',
  '$.detail.requestParameters.overrides.taskRoleArn',
  '$.detail.requestParameters.overrides.executionRoleArn',
  '$.detail.responseElements.taskDefinition.taskDefinitionArn',
  '$.detail.userIdentity.type',
  '$.detail.userIdentity.sessionContext.sourceIdentity',
  '$.detail.userIdentity.arn',
  '$.detail.userIdentity.principalId',
  '$.detail.userIdentity.userName',
  '$.detail.userIdentity.invokedBy',
  '$.detail.userIdentity.sessionContext.sessionIssuer.arn',
  '$.detail.userIdentity.sessionContext.sessionIssuer.userName',
];

const targetOf = ({ Properties }: Resource) => Properties.Targets[0];

const rulesOf = (target: string) => rules.filter(([, rule]) => targetOf(rule).Arn === target).map(([id]) => id);

const QUEUE_POLICIES: Readonly<Record<string, string>> = {
  [queue]: 'QueuePolicy',
  [audits]: 'AuditQueuePolicy',
  [notices]: 'NoticesQueuePolicy',
};

test('Three rules wake the controller, two the audit, and one the telling', () => {
  expect(rulesOf(queue)).toEqual(['SpecsInS3', 'SpecsInSsm', 'IamChanges']);
  expect(rulesOf(audits)).toEqual(['TaskDefinitions', 'RoleOverrides']);
  expect(rulesOf(notices)).toEqual(['StateChanges']);
  expect(rules).toHaveLength(6);
});

describe.each(rules.filter(([, rule]) => targetOf(rule).Input === undefined))('%s', (_, rule) => {
  const { InputPathsMap, InputTemplate } = targetOf(rule).InputTransformer;

  test('passes on ids, names, times and identity, and nothing else', () => {
    expect(Object.values<string>(InputPathsMap).filter((path) => !HARMLESS.includes(path))).toEqual([]);
    const placeholders = [...InputTemplate.matchAll(/<([^>]+)>/g)].map(([, name]) => name);
    expect(placeholders.sort()).toEqual(Object.keys(InputPathsMap).sort());
  });

  test('makes one JSON object, its placeholders unquoted', () => {
    const filled = InputTemplate.replaceAll(/<([^>]+)>/g, (_all: string, name: string) => JSON.stringify(name));
    const message = JSON.parse(filled);
    for (const [field, value] of Object.entries(message)) expect(value).toBe(field === 'rolecall' ? value : field);
    expect(['s3', 'ssm', 'iam', 'taskDefinition']).toContain(message.rolecall);
  });
});

describe.each(rules)('%s', (_, rule) => {
  test('goes to a queue, is tried again for a day, and then kept as a dead letter', () => {
    expect(rule.Properties.Targets).toHaveLength(1);
    expect(targetOf(rule)).toMatchObject({
      RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
      DeadLetterConfig: { Arn: deadEvents },
    });
  });

  test.each([QUEUE_POLICIES[targetOf(rule).Arn], 'EventDeadLetterQueuePolicy'])('is named as a sender in %s', (policy = '') => {
    const { Statement } = propertiesOf(policy, resources).PolicyDocument;
    const arn = `arn:aws:events:eu-west-1:111122223333:rule/${rule.Properties.Name}`;
    expect(Statement[1].Condition.ArnEquals['aws:SourceArn']).toContain(arn);
  });
});

describe('The telling', () => {
  const { EventPattern, Targets } = propertiesOf('StateChanges', resources);
  const created = (key: string, bucket = 'rolecall-statebucket', type = 'Object Created') => ({
    source: 'aws.s3',
    'detail-type': type,
    detail: { bucket: { name: bucket }, object: { key } },
  });

  test.each([
    'controller/state.json.gz',
    'audits/index.json.gz',
    'audits/eu-west-1/orders/7.json',
    'audits/us-gov-west-1/orders/undescribed.json',
  ])('is woken when %s was written', (key) => expect(matchesPattern(EventPattern, created(key))).toBe(true));

  test.each([
    'alerts/state.json.gz',
    'reports/2026-11-23T0600Z.json',
    'reports/latest.html',
    'reports/said.json.gz',
    'controller/cache/specs.json.gz',
    'controller/cache/compiled.v8.gz',
    'audits/cache/specs.json.gz',
    'audits/cache/compiled.v8.gz',
  ])('is not woken when %s was written', (key) => expect(matchesPattern(EventPattern, created(key))).toBe(false));

  test('is woken by no other bucket, and not by what is removed', () => {
    expect(matchesPattern(EventPattern, created('controller/state.json.gz', 'another'))).toBe(false);
    expect(matchesPattern(EventPattern, created('controller/state.json.gz', undefined, 'Object Deleted'))).toBe(false);
  });

  test('is told only that something changed: nothing of the event is passed on', () => {
    expect(Targets[0].Input).toBe('{"rolecall":"changed"}');
    expect(Targets[0]).not.toHaveProperty('InputTransformer');
  });

  test('hears of what is written', () =>
    expect(propertiesOf('StateBucket', resources).NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled).toBe(
      true,
    ));
});

test('The specs of all buckets are looked at', () => {
  const names = (parameters = {}) => propertiesOf('SpecsInS3', resolved(parameters)).EventPattern.detail.bucket.name;
  expect(names()).toEqual(['rolecall-ownspecbucket']);
  expect(names({ SpecBucket: 'central', FurtherSpecBucket: 'team' })).toEqual(['central', 'team']);
});

test('Every IAM call that can change a role, or the content of a policy, is looked at', () => {
  expect(propertiesOf('IamChanges', resources).EventPattern.detail.eventName).toEqual([
    'CreateRole',
    'DeleteRole',
    'UpdateRole',
    'UpdateRoleDescription',
    'UpdateAssumeRolePolicy',
    'AttachRolePolicy',
    'DetachRolePolicy',
    'PutRolePolicy',
    'DeleteRolePolicy',
    'PutRolePermissionsBoundary',
    'DeleteRolePermissionsBoundary',
    'TagRole',
    'UntagRole',
    'AcquireRole',
    'CreatePolicyVersion',
    'SetDefaultPolicyVersion',
    'DeletePolicyVersion',
  ]);
});

test('Registrations, and runs that give other roles, are audited unless they failed, and the forwarder sends the same home', () => {
  const detailOf = (id: string) => propertiesOf(id, resources).EventPattern.detail;
  expect(detailOf('TaskDefinitions')).toEqual({
    eventSource: ['ecs.amazonaws.com'],
    eventName: ['RegisterTaskDefinition'],
    errorCode: [{ exists: false }],
  });
  expect(detailOf('RoleOverrides')).toEqual({
    eventSource: ['ecs.amazonaws.com'],
    eventName: ['RunTask', 'StartTask'],
    errorCode: [{ exists: false }],
    $or: [
      { requestParameters: { overrides: { taskRoleArn: [{ exists: true }] } } },
      { requestParameters: { overrides: { executionRoleArn: [{ exists: true }] } } },
    ],
  });
});

test.each([
  ['Sweep', queue, '{"rolecall":"schedule"}'],
  ['AuditSweep', audits, '{"rolecall":"sweep"}'],
  ['Reminders', notices, '{"rolecall":"remind"}'],
  ['DailyReport', reportFunction, '{"rolecall":"report","at":"<aws.scheduler.scheduled-time>"}'],
])('%s has jitter and a dead letter', (id, Arn, Input) => {
  const { Properties } = resources[id] as Resource;
  expect(Properties.FlexibleTimeWindow).toEqual({ Mode: 'FLEXIBLE', MaximumWindowInMinutes: 3 });
  expect(Properties.Target).toMatchObject({ Arn, Input, DeadLetterConfig: { Arn: deadEvents } });
});

test('The role of the schedules can do nothing but wake the functions', () => {
  const [{ PolicyDocument }] = propertiesOf('SchedulerRole', resources).Policies;
  expect(PolicyDocument.Statement).toEqual([
    { Sid: 'WakeTheFunctions', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [queue, audits, notices, deadEvents] },
    { Sid: 'StartReports', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: reportFunction },
  ]);
});

test('Reports are made daily, or as somebody asks, and reminders looked for each hour', () => {
  const expression = (id: string, parameters = {}) => propertiesOf(id, resolved(parameters)).ScheduleExpression;
  expect(expression('DailyReport')).toBe('cron(0 6 * * ? *)');
  expect(expression('DailyReport', { ReportSchedule: 'rate(7 days)' })).toBe('rate(7 days)');
  expect(expression('Reminders')).toBe('rate(1 hour)');
});

test('A report that fails is tried twice more, and then kept as a dead letter', () =>
  expect(propertiesOf('ReportAttempts', resources)).toEqual({
    FunctionName: 'rolecall-report',
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 21600,
    DestinationConfig: { OnFailure: { Destination: deadEvents } },
  }));

describe.each(ofType('AWS::SQS::Queue', resources))('%s', (id, { Properties }) => {
  test('is encrypted, and refuses connections that are not', () => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    const [first] = propertiesOf(`${id}Policy`, resources).PolicyDocument.Statement;
    expect(first).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });
});

test.each([
  ['Queue', 'Reconcile', queue],
  ['AuditQueue', 'Audit', audits],
  ['NoticesQueue', 'Notify', notices],
])('A message in %s stays hidden for six runs and the window, comes five times, and is then a dead letter', (id, name, arn) => {
  const { Properties } = resources[id] as Resource;
  const run = propertiesOf(`${name}LambdaFunction`, resources).Timeout;
  const source = propertiesOf(`${name}EventSourceMappingSQS${id}`, resources);
  expect(Properties.VisibilityTimeout).toBe(6 * run + source.MaximumBatchingWindowInSeconds);
  expect(Properties.RedrivePolicy).toEqual({ deadLetterTargetArn: `${arn}-dead`, maxReceiveCount: 5 });
  expect(source).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 2 } });
});

test.each(['Reconcile', 'Audit', 'Notify', 'Report'])('For %s no concurrency is reserved, which new accounts refuse', (name) =>
  expect(propertiesOf(`${name}LambdaFunction`, resources)).not.toHaveProperty('ReservedConcurrentExecutions'),
);

test('Further regions are swept if they are named', () => {
  const regions = (parameters = {}) =>
    propertiesOf('AuditLambdaFunction', resolved(parameters)).Environment.Variables.ROLECALL_AUDIT_REGIONS;
  expect([regions(), regions({ AuditRegions: 'us-east-1,us-west-2' })]).toEqual(['', 'us-east-1,us-west-2']);
});

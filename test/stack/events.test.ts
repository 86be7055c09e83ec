import { describe, expect, test } from '@jest/globals';
import { ofType, propertiesOf, type Resource, resolved } from './template.ts';

const resources = resolved({ SpecParameterPath: '/roles' });
const rules = ofType('AWS::Events::Rule', resources);
const sqs = 'arn:aws:sqs:eu-west-1:111122223333';
const queue = `${sqs}:rolecall-requests`;
const audits = `${sqs}:rolecall-audits`;
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

test('Three rules wake the controller, and two the audit', () => {
  expect(rulesOf(queue)).toEqual(['SpecsInS3', 'SpecsInSsm', 'IamChanges']);
  expect(rulesOf(audits)).toEqual(['TaskDefinitions', 'RoleOverrides']);
  expect(rules).toHaveLength(5);
});

describe.each(rules)('%s', (_, rule) => {
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

  test('goes to a queue, is tried again for a day, and then kept as a dead letter', () => {
    expect(rule.Properties.Targets).toHaveLength(1);
    expect(targetOf(rule)).toMatchObject({
      RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
      DeadLetterConfig: { Arn: deadEvents },
    });
  });

  const ownPolicy = targetOf(rule).Arn === queue ? 'QueuePolicy' : 'AuditQueuePolicy';
  test.each([ownPolicy, 'EventDeadLetterQueuePolicy'])('is named as a sender in %s', (policy) => {
    const { Statement } = propertiesOf(policy, resources).PolicyDocument;
    const arn = `arn:aws:events:eu-west-1:111122223333:rule/${rule.Properties.Name}`;
    expect(Statement[1].Condition.ArnEquals['aws:SourceArn']).toContain(arn);
  });
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
])('%s has jitter and a dead letter', (id, Arn, Input) => {
  const { Properties } = resources[id] as Resource;
  expect(Properties.FlexibleTimeWindow).toEqual({ Mode: 'FLEXIBLE', MaximumWindowInMinutes: 3 });
  expect(Properties.Target).toMatchObject({ Arn, Input, DeadLetterConfig: { Arn: deadEvents } });
});

test('The role of the schedules can do nothing but wake the functions', () => {
  const [{ PolicyDocument }] = propertiesOf('SchedulerRole', resources).Policies;
  expect(PolicyDocument.Statement).toEqual([
    { Sid: 'WakeTheFunctions', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [queue, audits, deadEvents] },
  ]);
});

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
])('A message in %s stays hidden for six runs and the window, comes five times, and is then a dead letter', (id, name, arn) => {
  const { Properties } = resources[id] as Resource;
  const run = propertiesOf(`${name}LambdaFunction`, resources).Timeout;
  const source = propertiesOf(`${name}EventSourceMappingSQS${id}`, resources);
  expect(Properties.VisibilityTimeout).toBe(6 * run + source.MaximumBatchingWindowInSeconds);
  expect(Properties.RedrivePolicy).toEqual({ deadLetterTargetArn: `${arn}-dead`, maxReceiveCount: 5 });
  expect(source).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 2 } });
});

test.each(['Reconcile', 'Audit'])('For %s no concurrency is reserved, which new accounts refuse', (name) =>
  expect(propertiesOf(`${name}LambdaFunction`, resources)).not.toHaveProperty('ReservedConcurrentExecutions'),
);

test('Further regions are swept if they are named', () => {
  const regions = (parameters = {}) =>
    propertiesOf('AuditLambdaFunction', resolved(parameters)).Environment.Variables.ROLECALL_AUDIT_REGIONS;
  expect([regions(), regions({ AuditRegions: 'us-east-1,us-west-2' })]).toEqual(['', 'us-east-1,us-west-2']);
});

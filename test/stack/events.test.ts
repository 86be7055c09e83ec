import { describe, expect, test } from '@jest/globals';
import { ofType, propertiesOf, type Resource, resolved } from './template.ts';

const resources = resolved({ SpecParameterPath: '/roles' });
const rules = ofType('AWS::Events::Rule', resources);
const queue = 'arn:aws:sqs:eu-west-1:111122223333:rolecall-requests';
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

test('Three rules wake the controller', () => expect(rules.map(([id]) => id)).toEqual(['SpecsInS3', 'SpecsInSsm', 'IamChanges']));

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
    expect(['s3', 'ssm', 'iam']).toContain(message.rolecall);
  });

  test('goes to the queue, is tried again for a day, and then kept as a dead letter', () => {
    expect(rule.Properties.Targets).toHaveLength(1);
    expect(targetOf(rule)).toMatchObject({
      Arn: queue,
      RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
      DeadLetterConfig: { Arn: deadEvents },
    });
  });

  test.each(['QueuePolicy', 'EventDeadLetterQueuePolicy'])('is named as a sender in %s', (policy) => {
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

test('The schedule has jitter, a dead letter and a role that can do nothing but wake the controller', () => {
  const { Properties } = resources.Sweep as Resource;
  expect(Properties.FlexibleTimeWindow).toEqual({ Mode: 'FLEXIBLE', MaximumWindowInMinutes: 3 });
  expect(Properties.Target).toMatchObject({
    Arn: queue,
    Input: '{"rolecall":"schedule"}',
    DeadLetterConfig: { Arn: deadEvents },
  });
  const [{ PolicyDocument }] = propertiesOf('SchedulerRole', resources).Policies;
  expect(PolicyDocument.Statement).toEqual([
    { Sid: 'WakeTheController', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [queue, deadEvents] },
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

test('A message stays hidden for six runs and the window, comes five times, and is then a dead letter', () => {
  const { Properties } = resources.Queue as Resource;
  const run = propertiesOf('ReconcileLambdaFunction', resources).Timeout;
  const source = propertiesOf('ReconcileEventSourceMappingSQSQueue', resources);
  expect(Properties.VisibilityTimeout).toBe(6 * run + source.MaximumBatchingWindowInSeconds);
  expect(Properties.RedrivePolicy).toEqual({ deadLetterTargetArn: `${queue}-dead`, maxReceiveCount: 5 });
  expect(source).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 2 } });
});

test('No concurrency is reserved, which new accounts refuse', () =>
  expect(propertiesOf('ReconcileLambdaFunction', resources)).not.toHaveProperty('ReservedConcurrentExecutions'));

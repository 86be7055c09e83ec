import { describe, expect, test } from '@jest/globals';
import { ofType, packaged, propertiesOf, type Resource, resolved } from './template.ts';

const resources = resolved({ SpecWriters: 'arn:aws:iam::111122223333:role/ci,arn:aws:iam::111122223333:user/jane' });
const buckets = ofType('AWS::S3::Bucket', resources);

const statementsOf = (policy: string, among = resources) => propertiesOf(policy, among).PolicyDocument.Statement ?? [];
const statement = (policy: string, sid: string, among = resources) =>
  statementsOf(policy, among).find(({ Sid }: { Sid: string }) => Sid === sid);

test('There are three buckets: specs, state and the trail', () =>
  expect(buckets.map(([id]) => id)).toEqual(['OwnSpecBucket', 'StateBucket', 'TrailBucket']));

describe.each(buckets)('%s', (id, { Properties, DeletionPolicy, UpdateReplacePolicy }) => {
  test('is encrypted and versioned', () => {
    const [rule] = Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('AES256');
    expect(Properties.VersioningConfiguration.Status).toBe('Enabled');
  });

  test('is never public and knows no access lists', () => {
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  test('outlives the stack', () => expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']));

  test('refuses connections that are not encrypted, and keeps refusing when the stack is gone', () => {
    const policy = resources[`${id}Policy`] as Resource;
    const arn = `arn:aws:s3:::rolecall-${id.toLowerCase()}`;
    expect(statement(`${id}Policy`, 'OnlyEncryptedConnections')).toEqual({
      Sid: 'OnlyEncryptedConnections',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(policy.DeletionPolicy).toBe('Retain');
  });
});

test('Nobody but the named writers may put or remove specs', () => {
  expect(statement('OwnSpecBucketPolicy', 'OnlyNamedWriters')).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Action: expect.arrayContaining(['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion']),
    Resource: 'arn:aws:s3:::rolecall-ownspecbucket/*',
    Condition: {
      ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/ci', 'arn:aws:iam::111122223333:user/jane'] },
    },
  });
});

test('Without named writers no put is denied', () =>
  expect(propertiesOf('OwnSpecBucketPolicy', resolved()).PolicyDocument.Statement).toHaveLength(1));

test('Nobody but the controller and the named operators may write the state', () => {
  const writers = (parameters = {}) =>
    statement('StateBucketPolicy', 'OnlyTheControllerAndOperatorsWrite', resolved(parameters))?.Condition.ArnNotLike[
      'aws:PrincipalArn'
    ];
  const controller = 'arn:aws:iam::111122223333:role/rolecall-reconcile';
  expect(writers()).toEqual([controller]);
  expect(writers({ Operators: 'arn:aws:iam::111122223333:role/admin' })).toEqual([
    controller,
    'arn:aws:iam::111122223333:role/admin',
  ]);
});

test('Nobody but the controller may write what lies beside the state', () =>
  expect(
    statement('StateBucketPolicy', 'OnlyTheControllerWrites', resolved({ Operators: 'arn:aws:iam::111122223333:role/admin' })),
  ).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Action: expect.arrayContaining(['s3:PutObject']),
    NotResource: ['arn:aws:s3:::rolecall-statebucket/controller/state.json.gz', 'arn:aws:s3:::rolecall-statebucket/audits/*'],
    Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/rolecall-reconcile' } },
  }));

test('Nobody but the audit may write what it found', () =>
  expect(
    statement('StateBucketPolicy', 'OnlyTheAuditWritesAudits', resolved({ Operators: 'arn:aws:iam::111122223333:role/admin' })),
  ).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Action: expect.arrayContaining(['s3:PutObject']),
    Resource: 'arn:aws:s3:::rolecall-statebucket/audits/*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/rolecall-audit' } },
  }));

test('Specs announce themselves', () =>
  expect(propertiesOf('OwnSpecBucket', resources).NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled).toBe(
    true,
  ));

test('Old versions of the state go after a month', () =>
  expect(propertiesOf('StateBucket', resources).LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays).toBe(
    30,
  ));

test('An existing spec bucket is used as it is', () => {
  const other = resolved({
    SpecBucket: 'central-specs',
    SpecPrefix: 'roles',
    FurtherSpecBucket: 'team-specs',
    SpecParameterPath: '/roles',
  });
  expect(ofType('AWS::S3::Bucket', other).map(([id]) => id)).toEqual(['StateBucket', 'TrailBucket']);
  expect(propertiesOf('ReconcileLambdaFunction', other).Environment.Variables.ROLECALL_SPECS).toBe(
    's3://central-specs/roles,s3://team-specs,ssm:/roles',
  );
  expect(JSON.parse(propertiesOf('Deployment', other).Value).specs).toEqual([
    's3://central-specs/roles',
    's3://team-specs',
    'ssm:/roles',
  ]);
});

test('An existing trail is used as it is', () => {
  const types = Object.values(resolved({ Trail: 'existing' })).map(({ Type }) => Type);
  expect(types).not.toContain('AWS::CloudTrail::Trail');
  expect(types.filter((type) => type === 'AWS::S3::Bucket')).toHaveLength(2);
});

test('Every parameter says what it is for', () => {
  const silent = Object.entries(packaged.Parameters).filter(([, { Description = '' }]) => Description.length < 20);
  expect(silent).toEqual([]);
});

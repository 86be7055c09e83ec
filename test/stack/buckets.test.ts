import { describe, expect, test } from '@jest/globals';
import { ask, withBucketPolicy } from './permissions.ts';
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

describe('What lies beside the state', () => {
  const WRITERS = { ci: 'role/ci', ops: 'role/ops', reconcile: 'role/rolecall-reconcile', audit: 'role/rolecall-audit' };
  const writers: Readonly<Record<string, string>> = {
    ...WRITERS,
    notify: 'role/rolecall-notify',
    report: 'role/rolecall-report',
  };

  /** Who may put an object there, of those who are allowed all that only a bucket policy could deny them. */
  const whoMayPut = (key: string, parameters: Readonly<Record<string, string>> = {}) => {
    const policies = withBucketPolicy('StateBucketPolicy', resolved(parameters));
    return Object.keys(writers).filter((who) => {
      const context = { 'aws:PrincipalArn': [`arn:aws:iam::111122223333:${writers[who]}`], 'aws:SecureTransport': ['true'] };
      return (
        ask(policies, { action: 's3:PutObject', resource: `arn:aws:s3:::rolecall-statebucket/${key}`, context }) === 'allowed'
      );
    });
  };

  test.each([
    ['controller/state.json.gz', ['reconcile']],
    ['controller/cache/compiled.v8.gz', ['reconcile']],
    ['audits/index.json.gz', ['audit']],
    ['audits/cache/compiled.v8.gz', ['audit']],
    ['alerts/state.json.gz', ['notify']],
    ['reports/latest.html', ['report']],
    ['reports/said.json.gz', ['report']],
    ['anything', ['reconcile']],
  ])('%s is written by %j alone', (key, expected) => expect(whoMayPut(key)).toEqual(expected));

  test('named operators may write the state too, and nothing beside it', () => {
    const Operators = `arn:aws:iam::111122223333:${writers.ops}`;
    expect(whoMayPut('controller/state.json.gz', { Operators })).toEqual(['ops', 'reconcile']);
    for (const key of ['controller/cache/specs.json.gz', 'audits/index.json.gz', 'alerts/state.json.gz', 'reports/latest.html'])
      expect(whoMayPut(key, { Operators })).not.toContain('ops');
  });
});

test('Specs announce themselves', () =>
  expect(propertiesOf('OwnSpecBucket', resources).NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled).toBe(
    true,
  ));

test('Old versions go after a month, and reports, but nothing else, after 400 days', () =>
  expect(propertiesOf('StateBucket', resources).LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ExpiredObjectDeleteMarker: true }),
    { Id: 'old-reports', Status: 'Enabled', Prefix: 'reports/', ExpirationInDays: 400 },
  ]));

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

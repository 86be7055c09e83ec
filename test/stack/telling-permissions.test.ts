import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { WRITE_CALLS } from '../../iam/api.ts';
import { policySize } from '../../iam/policy/size.ts';
import { type Case, policyOf } from '../evaluation/cases.ts';
import { actionsOfTheCode, iamReadsOf } from './calls-of-the-code.ts';
import { allowedActions, ask, PLATFORM, tellingDocuments, tellingPolicies } from './permissions.ts';

interface Given {
  /** What the guards' routes name. */
  readonly channels?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly action: string;
  readonly resource: string;
  /** One value for each key. */
  readonly context?: Readonly<Record<string, string>>;
}

const cases: readonly Case<Given, string>[] = JSON.parse(readFileSync('test/stack/cases/telling.json', 'utf8'));

const routedTo = (...channels: readonly string[]) => ({
  routes: channels.map((channel) => ({ labels: {}, severity: undefined, channel })),
});

const STATE = 'arn:aws:s3:::rolecall-statebucket';
const SLACK = { SlackSecret: '/aws/reference/secretsmanager/rolecall/slack' };
const TOPICS = { ...SLACK, AlertChannel: 'sns:arn:aws:sns:eu-west-1:111122223333:drift' };
const ROUTES = routedTo(...Array.from({ length: 10 }, (_, index) => `sns:arn:aws:sns:eu-west-1:111122223333:team-${index}`));

/** What a call needs beside its own permission: to open the secret, and to be told of S3 that there is no such object. */
const FOLLOWING = ['kms:Decrypt', 'secretsmanager:GetSecretValue', 's3:ListBucket'];

const FUNCTIONS = [
  {
    name: 'notify',
    role: 'NotifyRole',
    keeps: 'alerts/state.json.gz',
    elsewhere: ['reports/latest.html', 'reports/said.json.gz'],
    platform: PLATFORM,
  },
  {
    name: 'report',
    role: 'ReportRole',
    keeps: 'reports/latest.html',
    elsewhere: ['alerts/state.json.gz'],
    // Nothing polls a queue for it; what failed for good is left as a dead letter.
    platform: [...PLATFORM.filter((action) => action.startsWith('logs:')), 'sqs:SendMessage'],
  },
] as const;

describe.each(FUNCTIONS)('The function $name', ({ name, role, keeps, elsewhere, platform }) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, { given, expect: outcome }) => {
    const { channels = [], parameters = {}, context = {}, ...access } = given;
    const keys = Object.entries(context).map(([key, value]) => [key, [value]] as const);
    const asked = { ...access, context: Object.fromEntries(keys) };
    expect(ask(tellingPolicies(role, routedTo(...channels), parameters), asked)).toBe(outcome);
  });

  const policies = tellingPolicies(role, routedTo(), SLACK);

  test('may read and write what it keeps, and nothing that others keep', () => {
    const may = (action: string, key: string) => ask(policies, { action, resource: `${STATE}/${key}` });
    expect([may('s3:GetObject', keeps), may('s3:PutObject', keeps)]).toEqual(['allowed', 'allowed']);
    for (const key of [...elsewhere, 'anything']) expect([key, may('s3:PutObject', key)]).toEqual([key, 'denied']);
    for (const key of elsewhere) expect([key, may('s3:GetObject', key)]).toEqual([key, 'denied']);
  });

  const RESOURCES: Readonly<Record<string, string>> = {
    's3:ListBucket': STATE,
    's3:GetObject': `${STATE}/controller/state.json.gz`,
    's3:PutObject': `${STATE}/${keeps}`,
    'ssm:GetParameter': 'arn:aws:ssm:eu-west-1:111122223333:parameter/aws/reference/secretsmanager/rolecall/slack',
    'sns:Publish': 'arn:aws:sns:eu-west-1:111122223333:rolecall-alerts',
    'events:PutEvents': 'arn:aws:events:eu-west-1:111122223333:event-bus/default',
  };
  const calls = actionsOfTheCode(name);

  test('calls S3, SSM, SNS and EventBridge, and IAM never', () => {
    expect([...new Set(calls.map((call) => call.split(':')[0]))].sort()).toEqual(['events', 's3', 'sns', 'ssm']);
    expect(iamReadsOf(name)).toEqual([]);
  });

  test.each(calls)('calls %s, which is allowed', (action) => {
    const resource = RESOURCES[action] ?? '';
    expect(ask(policies, { action, resource, context: { 'events:source': ['rolecall'] } })).toBe('allowed');
  });

  test('is allowed no other of all actions of AWS', () =>
    expect(allowedActions(policies)).toEqual([...new Set([...calls, ...FOLLOWING, ...platform])].sort()));

  test('is allowed to open no secret where there is none', () =>
    expect(allowedActions(tellingPolicies(role, routedTo()))).not.toEqual(expect.arrayContaining(['ssm:GetParameter'])));

  const everything = policyOf({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'identity');

  test.each([...WRITE_CALLS.map((call) => `iam:${call}`), 'iam:PassRole', 'sts:AssumeRole'])(
    'may never %s, whatever else somebody attaches',
    (action) => {
      const widened = [...policies, { name: 'Everything', policy: everything }];
      expect(ask(widened, { action, resource: 'arn:aws:iam::111122223333:role/ecs/orders' })).toBe('denied');
    },
  );

  test('has inline policies far below the quota of a role, 10,240 characters, with ten routes to topics', () => {
    const documents = tellingDocuments(role, ROUTES, TOPICS);
    const size = documents.reduce((sum, { PolicyDocument }) => sum + policySize(JSON.stringify(PolicyDocument)), 0);
    expect(size).toBeGreaterThan(2000);
    expect(size).toBeLessThan(6000);
  });
});

test('A report that failed for good may be left as a dead letter, and in no other queue', () => {
  const policies = tellingPolicies('ReportRole', routedTo());
  const send = (name: string) =>
    ask(policies, { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:111122223333:${name}` });
  expect(['rolecall-events-dead', 'rolecall-notices', 'rolecall-requests'].map(send)).toEqual(['allowed', 'denied', 'denied']);
});

test('Only the telling takes notices', () => {
  const resource = 'arn:aws:sqs:eu-west-1:111122223333:rolecall-notices';
  const take = (role: 'NotifyRole' | 'ReportRole') =>
    ask(tellingPolicies(role, routedTo()), { action: 'sqs:ReceiveMessage', resource });
  expect([take('NotifyRole'), take('ReportRole')]).toEqual(['allowed', 'denied']);
});

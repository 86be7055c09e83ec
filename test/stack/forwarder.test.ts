import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';
import { ofType, packaged, propertiesOf, resolved, type Template } from './template.ts';

/** CloudFormation's short forms. */
const NAMES = ['Sub', 'GetAtt', 'Equals', 'Not', 'And', 'Or'];
const scalar = (tag: string, make: (text: string) => unknown): ScalarTag => ({ tag: `!${tag}`, resolve: make });
const sequence = (name: string): CollectionTag => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (items) => ({ [`Fn::${name}`]: items.toJSON() }),
});
const customTags = [
  ...NAMES.map(sequence),
  scalar('Ref', (Ref) => ({ Ref })),
  scalar('Condition', (Condition) => ({ Condition })),
  scalar('Sub', (text) => ({ 'Fn::Sub': text })),
  scalar('GetAtt', (text) => ({ 'Fn::GetAtt': text.split('.') })),
];
const forwarder: Template = parse(readFileSync('stack/forwarder.yml', 'utf8'), {
  customTags: (tags) => [...customTags, ...tags],
});

/** The tests' own region is eu-west-1. */
const away = resolved({ HomeRegion: 'eu-central-1' }, forwarder);
const home = 'arn:aws:events:eu-central-1:111122223333:event-bus/default';

test('Nothing is forwarded from the home region to itself', () =>
  expect(resolved({ HomeRegion: 'eu-west-1' }, forwarder)).toEqual({}));

test('IAM events are forwarded from the IAM region only', () => expect(away).not.toHaveProperty('IamChanges'));

test('The IAM calls forwarded are those that the home region listens to', () => {
  const { eventName } = propertiesOf('IamChanges', forwarder.Resources).EventPattern.detail;
  expect(eventName).toEqual(propertiesOf('IamChanges', packaged.Resources).EventPattern.detail.eventName);
});

describe.each(ofType('AWS::Events::Rule', away))('%s', (_, { Properties }) => {
  test('goes to the home bus, is tried again for a day, and then kept as a dead letter', () =>
    expect(Properties.Targets).toEqual([
      {
        Id: 'home',
        Arn: home,
        RoleArn: 'arn:aws:iam::111122223333:role/rolecall-forwarder-eu-west-1',
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400 },
        DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:111122223333:rolecall-forwarder-dead' },
      },
    ]));
});

test('Registrations, and runs that override a role, are forwarded', () => {
  expect(propertiesOf('TaskDefinitions', away).EventPattern.detail.eventName).toContain('RegisterTaskDefinition');
  expect(propertiesOf('RoleOverrides', away).EventPattern.detail).toMatchObject({
    eventName: ['RunTask', 'StartTask'],
    $or: [
      { requestParameters: { overrides: { taskRoleArn: [{ exists: true }] } } },
      { requestParameters: { overrides: { executionRoleArn: [{ exists: true }] } } },
    ],
  });
});

test('Its role can do nothing but put events on the home bus', () =>
  expect(propertiesOf('ForwarderRole', away).Policies[0].PolicyDocument.Statement).toEqual([
    { Sid: 'ForwardHome', Effect: 'Allow', Action: 'events:PutEvents', Resource: home },
  ]));

test('Every parameter says what it is for', () =>
  expect(Object.values(forwarder.Parameters).every(({ Description = '' }) => Description.length > 20)).toBe(true));

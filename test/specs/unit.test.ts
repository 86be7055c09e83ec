import { describe, expect, test } from '@jest/globals';
import { isProtected } from '../../specs/protected.ts';
import { parseUnit, unitMatches, unitOf } from '../../specs/unit.ts';

describe('A pattern of units', () => {
  test.each([
    ['tags[aws:*]', 'tags[aws:cloudformation:stack-name]', true],
    ['tags[aws:*]', 'tags[team]', false],
    ['inlinePolicies[Temp-*]', 'inlinePolicies[Temp-]', true],
    ['inlinePolicies[Temp-*]', 'inlinePolicies[temp-1]', false],
    ['managedPolicies[*]', 'managedPolicies[arn:aws:iam::aws:policy/ReadOnlyAccess]', true],
    ['managedPolicies[*]', 'inlinePolicies[a]', false],
    ['inlinePolicies[a*b*c]', 'inlinePolicies[axbxc]', true],
    ['inlinePolicies[a*b*c]', 'inlinePolicies[acb]', false],
    ['inlinePolicies[aa*aa]', 'inlinePolicies[aaa]', false],
    ['inlinePolicies[a?]', 'inlinePolicies[ab]', false],
    ['inlinePolicies[.]', 'inlinePolicies[a]', false],
    ['description', 'description', true],
  ])('%s against %s: %s', (pattern, unit, expected) => {
    expect(unitMatches(pattern, unit)).toBe(expected);
  });
});

test('A unit names its key, where a role has many', () => {
  expect([unitOf('trustPolicy'), unitOf('tags', 'team')]).toEqual(['trustPolicy', 'tags[team]']);
  expect(parseUnit('tags[a[b]]')).toEqual({ name: 'tags', key: 'a[b]' });
});

test.each(['', 'tags', 'tags[]', 'tag[a]', 'description[a]', 'tags[a', '*'])('%j is no unit', (text) => {
  expect(parseUnit(text)).toBeUndefined();
});

describe('Nobody manages', () => {
  test.each([
    ['AWSServiceRoleForECS', '/aws-service-role/ecs.amazonaws.com/'],
    ['awsserviceroleforecs', '/'],
    ['Admin', '/aws-reserved/sso.amazonaws.com/'],
    ['AWSReservedSSO_Admin_0123456789abcdef', undefined],
    ['AWSControlTowerExecution', '/'],
    ['OrganizationAccountAccessRole', '/'],
    ['stacksets-exec-0123456789abcdef', '/'],
    ['cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1', '/'],
  ])('%s under %s', (name, path) => {
    expect(isProtected({ name, path })).toEqual(expect.any(String));
  });

  test('a role made from a template', () => {
    expect(isProtected({ name: 'a', path: '/', fromTemplate: true })).toContain('template');
  });
});

test.each(['orders-task', 'ecsTaskExecutionRole', 'cdk-orders'])('%s may be managed', (name) => {
  expect(isProtected({ name, path: '/service-role/', fromTemplate: false })).toBeUndefined();
});

import { describe, expect, test } from '@jest/globals';
import { readDeploymentGuards } from '../../stack/permissions/deployment-guards.ts';
import { generatedParts } from '../../stack/permissions/generated.ts';
import { templateText } from '../../stack/permissions/statement.ts';

const read = (spec: string) =>
  readDeploymentGuards({
    file: 'rolecall.yml',
    content: Buffer.from(`apiVersion: rolecall/v1\nkind: Controller\nspec:\n${spec}`),
    version: null,
  });

describe('The guards of a deployment', () => {
  test("keep CloudFormation's variables, so that one package is right in any account and partition", () => {
    const boundary = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/rolecall-boundary';
    const roles = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${AWS::Region}/*';
    const { guards, problems } = read(`  requiredBoundary: ${boundary}\n  managedRoles: ['${roles}']\n`);
    expect(problems).toEqual([]);
    expect(guards).toMatchObject({ requiredBoundary: boundary, managedRoles: [roles] });
  });

  test('may write a partition out', () => {
    const boundary = 'arn:aws-cn:iam::111122223333:policy/team';
    expect(read(`  requiredBoundary: ${boundary}\n`).guards?.requiredBoundary).toBe(boundary);
  });

  test.each(['sns:drift', 'sns:arn:aws:sns:eu-west-1:111122223333:*', 'sns:arn:aws:sqs:eu-west-1:111122223333:drift'])(
    'with a route to %s, which is no topic, are refused',
    (channel) => {
      const { guards, problems } = read(`  routes: [{ channel: "${channel}" }]\n`);
      expect(guards).toBeUndefined();
      expect(problems).toEqual([expect.objectContaining({ path: '/spec/routes', severity: 'error' })]);
    },
  );

  test('may name topics of the account that they are deployed in', () => {
    const channel = 'sns:arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:drift';
    expect(read(`  routes: [{ channel: "${channel}" }]\n`).guards?.routes).toMatchObject([{ channel }]);
  });

  test('that cannot be read are refused with the place', () => {
    const { guards, problems } = read('  mode: enforced\n');
    expect(guards).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ line: 4, path: '/spec/mode', severity: 'error' })]);
  });
});

describe('A text in a template', () => {
  test('without a variable stays as it is', () =>
    expect(templateText('arn:aws:iam::*:role/ecs/*')).toBe('arn:aws:iam::*:role/ecs/*'));

  test("keeps IAM's own variables from CloudFormation", () =>
    expect(templateText('${AWS::AccountId}/${aws:username}/${*}')).toEqual({
      'Fn::Sub': '${AWS::AccountId}/${!aws:username}/${!*}',
    }));
});

describe('CloudFormation', () => {
  const rulesOf = (mode: string, routes = '') => {
    const { guards } = read(`  mode: ${mode}\n${routes}\n`);
    return guards && (generatedParts(guards)['rules.json'] as { Rules: object }).Rules;
  };

  test('refuses to enforce what anybody may write', () =>
    expect(rulesOf('enforce')).toMatchObject({
      EnforcingNeedsNamedSpecWriters: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'SpecBucket' }, ''] },
        Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [{ Ref: 'SpecWriters' }, ''] }] } }],
      },
    }));

  test('refuses routes to channels of Slack without a secret that opens it', () => {
    expect(rulesOf('observe', '  routes: [{ channel: "#orders" }]')).toEqual({
      SlackChannelsNeedASecret: {
        Assertions: [expect.objectContaining({ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'SlackSecret' }, ''] }] } })],
      },
    });
    const withoutSlack = '  routes: [{ channel: default }, { channel: "sns:arn:aws:sns:eu-west-1:111122223333:orders" }]';
    expect(rulesOf('observe', withoutSlack)).toEqual({});
  });

  test('has nothing against observing it', () => expect(rulesOf('observe')).toEqual({}));
});

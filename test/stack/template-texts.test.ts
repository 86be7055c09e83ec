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
  const rulesOf = (mode: string) => {
    const { guards } = read(`  mode: ${mode}\n`);
    return guards && (generatedParts(guards)['rules.json'] as { Rules: object }).Rules;
  };

  test('refuses to enforce what anybody may write', () =>
    expect(rulesOf('enforce')).toMatchObject({
      EnforcingNeedsNamedSpecWriters: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'SpecBucket' }, ''] },
        Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [{ Ref: 'SpecWriters' }, ''] }] } }],
      },
    }));

  test('has nothing against observing it', () => expect(rulesOf('observe')).toEqual({}));
});

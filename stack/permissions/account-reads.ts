import type { PolicyStatement } from './statement.ts';

/**
 * What can start tasks, and with which roles; most of these calls know no resource.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const TASK_DEFINITION_READS: PolicyStatement = {
  Sid: 'ReadTaskDefinitions',
  Effect: 'Allow',
  Action: [
    'ecs:ListTaskDefinitionFamilies',
    'ecs:DescribeTaskDefinition',
    'ecs:ListClusters',
    'ecs:ListServices',
    'ecs:DescribeServices',
  ],
  Resource: ['*'],
};

/**
 * What the controller reads. None of these calls tells anything but names, roles and policies, and most know no narrower
 * resource: a role that a spec names anew, or a task definition that stands against a deletion, may be any of the account's.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const ACCOUNT_READS: readonly PolicyStatement[] = [
  {
    Sid: 'ReadAccount',
    Effect: 'Allow',
    Action: ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles', 'iam:GetAccountSummary'],
    Resource: ['*'],
  },
  {
    Sid: 'ReadRoles',
    Effect: 'Allow',
    Action: [
      'iam:GetRole',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
      'iam:ListInstanceProfilesForRole',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
    ],
    Resource: ['*'],
  },
  TASK_DEFINITION_READS,
];

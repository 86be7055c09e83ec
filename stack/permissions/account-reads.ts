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

/** All roles of the account in bulk, with their policies. */
export const ACCOUNT_LISTS: readonly string[] = ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'];

/** All that one role is. */
export const ROLE_READS: readonly string[] = [
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
];

/**
 * What the controller reads. None of these calls tells anything but names, roles and policies, and most know no narrower
 * resource: a role that a spec names anew, or a task definition that stands against a deletion, may be any of the account's.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const ACCOUNT_READS: readonly PolicyStatement[] = [
  {
    Sid: 'ReadAccount',
    Effect: 'Allow',
    Action: [...ACCOUNT_LISTS, 'iam:GetAccountSummary'],
    Resource: ['*'],
  },
  {
    Sid: 'ReadRoles',
    Effect: 'Allow',
    Action: [...ROLE_READS, 'iam:ListInstanceProfilesForRole'],
    Resource: ['*'],
  },
  TASK_DEFINITION_READS,
];

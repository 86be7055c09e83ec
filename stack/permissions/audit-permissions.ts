import { TASK_DEFINITION_READS } from './account-reads.ts';
import { ROLE_WRITES } from './denials.ts';
import type { PolicyStatement } from './statement.ts';

/**
 * What the audit function may do in IAM and ECS: look, and nothing else, whatever else somebody allows it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function auditPermissions(): readonly PolicyStatement[] {
  return [
    {
      Sid: 'ReadAccount',
      Effect: 'Allow',
      Action: ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'],
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
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
      ],
      Resource: ['*'],
    },
    TASK_DEFINITION_READS,
    { Sid: 'NeverWriteRoles', Effect: 'Deny', Action: [...ROLE_WRITES, 'iam:PassRole'], Resource: ['*'] },
  ];
}

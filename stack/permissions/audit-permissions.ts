import { ACCOUNT_LISTS, ROLE_READS, TASK_DEFINITION_READS } from './account-reads.ts';
import { ROLE_WRITES } from './denials.ts';
import type { PolicyStatement } from './statement.ts';

/**
 * What the audit function may do in IAM and ECS: look, and nothing else, whatever else somebody allows it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function auditPermissions(): readonly PolicyStatement[] {
  return [
    { Sid: 'ReadAccount', Effect: 'Allow', Action: ACCOUNT_LISTS, Resource: ['*'] },
    { Sid: 'ReadRoles', Effect: 'Allow', Action: ROLE_READS, Resource: ['*'] },
    TASK_DEFINITION_READS,
    { Sid: 'NeverWriteRoles', Effect: 'Deny', Action: [...ROLE_WRITES, 'iam:PassRole'], Resource: ['*'] },
  ];
}

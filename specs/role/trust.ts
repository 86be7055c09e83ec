import type { SpecContext } from '../types.ts';

/**
 * Who may assume the ECS kinds when the spec does not say: Amazon ECS tasks of this account, and no other account's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function defaultTrustPolicy({ accountId, partition }: Pick<SpecContext, 'accountId' | 'partition'>): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:*:${accountId}:*` },
        },
      },
    ],
  });
}

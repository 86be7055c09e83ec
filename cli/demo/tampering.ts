import type { IamApi } from '../../iam/api.ts';

export interface Tampering {
  /** What somebody did, for people. */
  readonly story: string;
  act(iam: IamApi): Promise<unknown>;
}

const EXECUTION_POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

const OPEN_TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:*:111122223333:*' },
      },
    },
    { Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' },
  ],
};

const WIDENED = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    Resource: 'arn:aws:s3:::orders-receipts/*',
  },
};

/** The same statements as in the spec, in another order, case and form. */
const REFORMATTED = {
  Statement: [
    { Resource: ['*'], Action: ['cloudwatch:listmetrics', 'CloudWatch:GetMetricData'], Effect: 'Allow' },
    { Resource: 'arn:aws:s3:::orders-receipts/*', Effect: 'Allow', Action: ['s3:GetObject'] },
  ],
  Version: '2012-10-17',
};

/** What happens to the tour's account overnight. */
export const TAMPERINGS: readonly Tampering[] = [
  {
    story: 'attached AdministratorAccess to orders-task, "just for tonight"',
    act: (iam) =>
      iam.call('AttachRolePolicy', { RoleName: 'orders-task', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  },
  {
    story: 'added s3:DeleteObject to the inline policy Receipts of orders-task',
    act: (iam) =>
      iam.call('PutRolePolicy', { RoleName: 'orders-task', PolicyName: 'Receipts', PolicyDocument: JSON.stringify(WIDENED) }),
  },
  {
    story: 'let account 999999999999 assume billing-task',
    act: (iam) => iam.call('UpdateAssumeRolePolicy', { RoleName: 'billing-task', PolicyDocument: JSON.stringify(OPEN_TRUST) }),
  },
  {
    story: 'mixed up two roles: moved the execution policy from orders-execution to billing-task',
    act: async (iam) => {
      await iam.call('DetachRolePolicy', { RoleName: 'orders-execution', PolicyArn: EXECUTION_POLICY });
      await iam.call('AttachRolePolicy', { RoleName: 'billing-task', PolicyArn: EXECUTION_POLICY });
    },
  },
  {
    story: 'reformatted the inline policy of reports-task: other order, case and lists, the same meaning',
    act: (iam) =>
      iam.call('PutRolePolicy', {
        RoleName: 'reports-task',
        PolicyName: 'ReadReceipts',
        PolicyDocument: JSON.stringify(REFORMATTED),
      }),
  },
];

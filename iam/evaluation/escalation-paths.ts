/** A set of actions with which a role can get more permissions than it has. */
export interface EscalationPath {
  readonly name: string;
  /** Each with the resources on which it matters: the service's kind of ARN, or `*`. */
  readonly actions: readonly (readonly [action: string, resource: string])[];
  readonly source: string;
}

const RHINO = 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/';
const PATHFINDING = 'https://pathfinding.cloud/';
const IAM_ACTIONS =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';
const ROLE = 'arn:*:iam::*:role/*';
const USER = 'arn:*:iam::*:user/*';
const GROUP = 'arn:*:iam::*:group/*';
const POLICY = 'arn:*:iam::*:policy/*';
const PASS_ROLE = ['iam:PassRole', ROLE] as const;

/** One action is enough. */
const ALONE: readonly (readonly [action: string, resource: string, source: string])[] = [
  ['iam:CreateAccessKey', USER, RHINO],
  ['iam:CreateLoginProfile', USER, RHINO],
  ['iam:UpdateLoginProfile', USER, RHINO],
  ['iam:AddUserToGroup', GROUP, RHINO],
  ['iam:CreatePolicyVersion', POLICY, RHINO],
  ['iam:SetDefaultPolicyVersion', POLICY, RHINO],
  ['iam:AttachUserPolicy', USER, RHINO],
  ['iam:AttachGroupPolicy', GROUP, RHINO],
  ['iam:AttachRolePolicy', ROLE, RHINO],
  ['iam:PutUserPolicy', USER, RHINO],
  ['iam:PutGroupPolicy', GROUP, RHINO],
  ['iam:PutRolePolicy', ROLE, RHINO],
  ['iam:UpdateAssumeRolePolicy', ROLE, RHINO],
  ['glue:UpdateDevEndpoint', 'arn:*:glue:*', RHINO],
  ['lambda:UpdateFunctionCode', 'arn:*:lambda:*', RHINO],
  ['lambda:UpdateFunctionConfiguration', 'arn:*:lambda:*', PATHFINDING],
  ['iam:AcquireRole', '*', IAM_ACTIONS],
  ['iam:PutRolePermissionsBoundary', ROLE, IAM_ACTIONS],
  ['iam:DeleteRolePermissionsBoundary', ROLE, IAM_ACTIONS],
];

/** What a role that may be passed to them can be made to do. */
const PASSED_WITH: readonly (readonly [source: string, ...actions: (readonly [string, string])[]])[] = [
  [RHINO, ['ec2:RunInstances', 'arn:*:ec2:*']],
  [RHINO, ['lambda:CreateFunction', 'arn:*:lambda:*'], ['lambda:InvokeFunction', 'arn:*:lambda:*']],
  [RHINO, ['lambda:CreateFunction', 'arn:*:lambda:*'], ['lambda:CreateEventSourceMapping', '*']],
  [RHINO, ['lambda:CreateFunction', 'arn:*:lambda:*'], ['lambda:AddPermission', 'arn:*:lambda:*']],
  [RHINO, ['glue:CreateDevEndpoint', '*']],
  [RHINO, ['cloudformation:CreateStack', 'arn:*:cloudformation:*']],
  [RHINO, ['datapipeline:CreatePipeline', '*'], ['datapipeline:PutPipelineDefinition', '*']],
  [PATHFINDING, ['ecs:RegisterTaskDefinition', '*'], ['ecs:CreateService', 'arn:*:ecs:*']],
  [PATHFINDING, ['ecs:RegisterTaskDefinition', '*'], ['ecs:RunTask', 'arn:*:ecs:*']],
  [PATHFINDING, ['ecs:RegisterTaskDefinition', '*'], ['ecs:StartTask', 'arn:*:ecs:*']],
  [PATHFINDING, ['ecs:RunTask', 'arn:*:ecs:*']],
  [PATHFINDING, ['ecs:StartTask', 'arn:*:ecs:*'], ['ecs:RegisterContainerInstance', 'arn:*:ecs:*']],
  [PATHFINDING, ['codebuild:CreateProject', 'arn:*:codebuild:*'], ['codebuild:StartBuild', 'arn:*:codebuild:*']],
  [
    PATHFINDING,
    ['sagemaker:CreateNotebookInstance', 'arn:*:sagemaker:*'],
    ['sagemaker:CreatePresignedNotebookInstanceUrl', 'arn:*:sagemaker:*'],
  ],
  [PATHFINDING, ['apprunner:CreateService', 'arn:*:apprunner:*']],
];

export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...ALONE.map(([action, resource, source]) => path([[action, resource]], source)),
  ...PASSED_WITH.map(([source, ...actions]) => path([PASS_ROLE, ...actions], source)),
  path(
    [
      ['cloudformation:CreateChangeSet', 'arn:*:cloudformation:*'],
      ['cloudformation:ExecuteChangeSet', 'arn:*:cloudformation:*'],
    ],
    PATHFINDING,
  ),
  path(
    [
      ['ecs:ExecuteCommand', 'arn:*:ecs:*'],
      ['ecs:DescribeTasks', 'arn:*:ecs:*'],
    ],
    PATHFINDING,
  ),
  path([['ssm:SendCommand', 'arn:*:ec2:*']], PATHFINDING),
  path([['ssm:StartSession', 'arn:*:ec2:*']], PATHFINDING),
];

function path(actions: EscalationPath['actions'], source: string): EscalationPath {
  return { name: actions.map(([action]) => action).join(' + '), actions, source };
}

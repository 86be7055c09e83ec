/** A set of actions with which a role can get more permissions than it has. */
export interface EscalationPath {
  readonly name: string;
  /** Each with the resources on which it matters: the service's kind of ARN, or `*`. */
  readonly actions: readonly EscalationStep[];
  /** The service, without its domain, that a role is passed to; `undefined` where none is passed. */
  readonly passedTo: string | undefined;
  /** Whether it gives what something that is already there may do, instead of what the account's roles may. */
  readonly takesOver: boolean;
  readonly source: string;
}

export type EscalationStep = readonly [action: string, resource: string];

const RHINO = 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/';
const PATHFINDING = 'https://pathfinding.cloud/';
const PROWLER =
  'https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/services/iam/lib/privilege_escalation.py';
const IAM_ACTIONS =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';
const ECS_UPDATE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html';
/** Any action of any service, with the role that was passed. */
const STATES = 'https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html';
/** Likewise. */
const SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html';
const ROLE = 'arn:*:iam::????????????:role/*';
const USER = 'arn:*:iam::????????????:user/*';
const GROUP = 'arn:*:iam::????????????:group/*';
const POLICY = 'arn:*:iam::????????????:policy/*';
const PASS_ROLE: EscalationStep = ['iam:PassRole', ROLE];

/** One action of IAM is enough. */
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
  ['iam:AcquireRole', '*', IAM_ACTIONS],
  ['iam:PutRolePermissionsBoundary', ROLE, IAM_ACTIONS],
  ['iam:DeleteRolePermissionsBoundary', ROLE, IAM_ACTIONS],
];

/** What a service that a role may be passed to can be made to do with it. */
const PASSED_TO: readonly (readonly [service: string, source: string, ...actions: string[]])[] = [
  ['ec2', RHINO, 'ec2:RunInstances'],
  ['ec2', PROWLER, 'ec2:RequestSpotInstances'],
  ['ec2', PROWLER, 'autoscaling:CreateAutoScalingGroup', 'autoscaling:CreateLaunchConfiguration'],
  ['ec2', PROWLER, 'autoscaling:UpdateAutoScalingGroup', 'autoscaling:CreateLaunchConfiguration'],
  ['lambda', RHINO, 'lambda:CreateFunction', 'lambda:InvokeFunction'],
  ['lambda', RHINO, 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'],
  ['lambda', RHINO, 'lambda:CreateFunction', 'lambda:AddPermission'],
  ['glue', RHINO, 'glue:CreateDevEndpoint'],
  ['glue', PATHFINDING, 'glue:CreateJob', 'glue:StartJobRun'],
  ['glue', PATHFINDING, 'glue:CreateJob', 'glue:CreateTrigger'],
  ['glue', PATHFINDING, 'glue:UpdateJob', 'glue:StartJobRun'],
  ['glue', PATHFINDING, 'glue:UpdateJob', 'glue:CreateTrigger'],
  ['cloudformation', RHINO, 'cloudformation:CreateStack'],
  ['cloudformation', PATHFINDING, 'cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'],
  ['cloudformation', PATHFINDING, 'cloudformation:UpdateStackSet'],
  ['datapipeline', RHINO, 'datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition'],
  ['ecs-tasks', PATHFINDING, 'ecs:RegisterTaskDefinition', 'ecs:CreateService'],
  ['ecs-tasks', PATHFINDING, 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
  ['ecs-tasks', PATHFINDING, 'ecs:RegisterTaskDefinition', 'ecs:StartTask'],
  ['ecs-tasks', ECS_UPDATE, 'ecs:RegisterTaskDefinition', 'ecs:UpdateService'],
  ['ecs-tasks', PATHFINDING, 'ecs:RunTask'],
  ['ecs-tasks', PATHFINDING, 'ecs:StartTask', 'ecs:RegisterContainerInstance'],
  ['ecs-tasks', PATHFINDING, 'batch:RegisterJobDefinition', 'batch:SubmitJob'],
  ['codebuild', PATHFINDING, 'codebuild:CreateProject', 'codebuild:StartBuild'],
  ['codebuild', PATHFINDING, 'codebuild:CreateProject', 'codebuild:StartBuildBatch'],
  ['sagemaker', PATHFINDING, 'sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  ['sagemaker', PATHFINDING, 'sagemaker:CreateTrainingJob'],
  ['sagemaker', PATHFINDING, 'sagemaker:CreateProcessingJob'],
  ['tasks.apprunner', PATHFINDING, 'apprunner:CreateService'],
  ['bedrock-agentcore', PATHFINDING, 'bedrock-agentcore:CreateCodeInterpreter', 'bedrock-agentcore:InvokeCodeInterpreter'],
  ['bedrock-agentcore', PATHFINDING, 'bedrock-agentcore:CreateAgentRuntime'],
  ['bedrock-agentcore', PATHFINDING, 'bedrock-agentcore:CreateHarness'],
  ['bedrock-agentcore', PATHFINDING, 'bedrock-agentcore:CreateBrowser'],
  ['braket', PATHFINDING, 'braket:CreateJob'],
  ['amplify', PATHFINDING, 'amplify:CreateApp', 'amplify:CreateBranch', 'amplify:StartJob'],
  ['states', STATES, 'states:CreateStateMachine', 'states:StartExecution'],
  ['scheduler', SCHEDULER, 'scheduler:CreateSchedule'],
  ['gamelift', PATHFINDING, 'gamelift:CreateBuild', 'gamelift:CreateFleet'],
];

/** What a function, a stack, an instance … that is there can be made to do with the role that it has. */
const TAKEN_OVER: readonly (readonly [source: string, ...actions: string[]])[] = [
  [RHINO, 'glue:UpdateDevEndpoint'],
  [RHINO, 'lambda:UpdateFunctionCode'],
  [PATHFINDING, 'lambda:UpdateFunctionConfiguration'],
  [PATHFINDING, 'cloudformation:UpdateStack'],
  [PATHFINDING, 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
  [PATHFINDING, 'ecs:ExecuteCommand', 'ecs:DescribeTasks'],
  [PATHFINDING, 'ssm:SendCommand'],
  [PATHFINDING, 'ssm:StartSession'],
  [PATHFINDING, 'ec2-instance-connect:SendSSHPublicKey'],
  [PATHFINDING, 'ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'],
  [PATHFINDING, 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
  [PATHFINDING, 'codebuild:StartBuild'],
  [PATHFINDING, 'codebuild:StartBuildBatch'],
  [PATHFINDING, 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  [
    PATHFINDING,
    ...['sagemaker:CreateNotebookInstanceLifecycleConfig', 'sagemaker:StopNotebookInstance'],
    ...['sagemaker:UpdateNotebookInstance', 'sagemaker:StartNotebookInstance'],
  ],
  [PATHFINDING, 'apprunner:UpdateService'],
  [PATHFINDING, 'bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
  [PATHFINDING, 'bedrock-agentcore:InvokeAgentRuntimeCommand'],
  [PATHFINDING, 'bedrock-agentcore:StartBrowserSession', 'bedrock-agentcore:ConnectBrowserAutomationStream'],
];

/** Actions of which the resource is another service's, or which know none. */
const RESOURCES: Readonly<Record<string, string>> = {
  'ssm:SendCommand': 'arn:*:ec2:*',
  'ssm:StartSession': 'arn:*:ec2:*',
  'ec2-instance-connect:SendSSHPublicKey': 'arn:*:ec2:*',
  'ec2:RequestSpotInstances': '*',
  'autoscaling:CreateLaunchConfiguration': '*',
  'lambda:CreateEventSourceMapping': '*',
  'glue:CreateDevEndpoint': '*',
  'datapipeline:CreatePipeline': '*',
  'datapipeline:PutPipelineDefinition': '*',
  'ecs:RegisterTaskDefinition': '*',
  'bedrock-agentcore:CreateCodeInterpreter': '*',
  'bedrock-agentcore:CreateAgentRuntime': '*',
  'bedrock-agentcore:CreateHarness': '*',
  'bedrock-agentcore:CreateBrowser': '*',
  'sagemaker:CreateNotebookInstanceLifecycleConfig': '*',
  'braket:CreateJob': '*',
  'amplify:CreateApp': '*',
  'gamelift:CreateBuild': '*',
  'gamelift:CreateFleet': '*',
};

export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...ALONE.map(([action, resource, source]) => path([[action, resource]], source, {})),
  ...PASSED_TO.map(([passedTo, source, ...actions]) => path([PASS_ROLE, ...actions.map(step)], source, { passedTo })),
  ...TAKEN_OVER.map(([source, ...actions]) => path(actions.map(step), source, { takesOver: true })),
];

/** All actions of the sets, each once. */
export const ESCALATION_ACTIONS: readonly string[] = [
  ...new Set(ESCALATION_PATHS.flatMap(({ actions }) => actions.map(([action]) => action))),
];

function step(action: string): EscalationStep {
  return [action, RESOURCES[action] ?? `arn:*:${action.split(':')[0]}:*`];
}

function path(
  actions: EscalationPath['actions'],
  source: string,
  { passedTo, takesOver = false }: { readonly passedTo?: string; readonly takesOver?: boolean },
): EscalationPath {
  return { name: actions.map(([action]) => action).join(' + '), actions, passedTo, takesOver, source };
}

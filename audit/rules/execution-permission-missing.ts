import { missingPermissions } from './permission-finding.ts';
import type { Rule } from './rule.ts';

/** An execution role with which the task cannot start. */
export const executionPermissionMissing: Rule = {
  id: 'ExecutionPermissionMissing',
  severities: [['high', 'always']],
  what: 'The execution role does not allow something that Amazon ECS does before a task of this task definition runs.',
  why: 'Every task stops before its containers run, with `CannotPullContainerError` or `ResourceInitializationError`. Amazon ECS registers the task definition all the same, so that the first deployment is the first to fail.',
  evidence:
    'The task definition says what is pulled, written and read: private images of Amazon ECR, log groups of the driver `awslogs`, secrets, parameters, registry credentials, environment files, FireLens configuration files in S3, and credentials of FSx volumes. Each is looked up in the role: attached and inline policies, and the permissions boundary. A definite absence or a Deny is a finding, one for each resource. Where a condition, a document that cannot be read or a policy of another account decides, it is *unverified* instead. A policy of the repository, secret or bucket in the same account could allow what the role does not; it cannot be seen from here, and the finding says so. `kms:Decrypt` is never missing for certain, since a task definition does not show the keys.',
  remedy:
    'Allow what the finding names, on what it names. Close to the mark and still missing are `ssm:GetParameter` for `ssm:GetParameters`, `repository/NAME/*` for `repository/NAME`, `log-group:NAME` for `log-group:NAME:*`, and a secret without its six characters, `secret:NAME` for `secret:NAME-??????`. `rolecall generate` writes the whole minimal role.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html',
  ],
  judge: (subject) => missingPermissions(subject, 'execution', 'high'),
};

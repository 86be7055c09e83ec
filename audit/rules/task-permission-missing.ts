import { grantsPolicy } from '../../specs/grants/grant-policy.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { createRole } from '../remedies/role-commands.ts';
import { roleSpec } from '../remedies/role-spec.ts';
import { awsCommand, inTurn } from '../remedies/shell.ts';
import type { Need, Remedy } from '../types.ts';
import { evidenceOf } from './evidence.ts';
import { missingPermissions } from './permission-finding.ts';
import type { Found, Rule, Subject } from './rule.ts';
import { isNamed } from './used-roles.ts';

/** A task role with which a volume cannot be mounted. */
export const taskPermissionMissing: Rule = {
  id: 'TaskPermissionMissing',
  severities: [['medium', 'always']],
  what: 'A volume of Amazon EFS is mounted with IAM, and the task role does not allow it.',
  why: 'Amazon EFS refuses the mount, and the task stops with `ResourceInitializationError`, or the containers can read and not write.',
  evidence:
    'Volumes with `authorizationConfig.iam: ENABLED` need `elasticfilesystem:ClientMount` on the file system, and `elasticfilesystem:ClientWrite` unless every container mounts them read-only. It is the task role that is asked, not the execution role. The file system policy could allow it instead, and a file system without one lets every client in; neither can be seen from here. What else the application calls is not known and not judged.',
  remedy: 'Allow both actions on the file system in the task role, or switch IAM off for the volume.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',
    'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
  ],
  judge: (subject) => [...missingPermissions(subject, 'task', 'medium'), ...withoutRole(subject)],
};

function withoutRole(subject: Subject): Found[] {
  const needs = subject.needs.needs.filter(({ use }) => use === 'task');
  if (needs.length === 0 || isNamed('task', subject)) return [];
  return needs.map((need) => ({
    severity: 'medium',
    role: null,
    message: `The task definition names no task role, and one is needed to ${need.purpose}: ${need.actions.join(', ')} on ${need.resource}`,
    evidence: evidenceOf({ origins: need.origins, actions: need.actions, resources: [need.resource] }),
    remedy: newRole(needs, subject),
  }));
}

function newRole(needs: readonly Need[], subject: Subject): Remedy {
  const name = `${subject.definition.family.slice(0, 59)}-task`;
  const policy = grantsPolicy(needs);
  const put = ['iam', 'put-role-policy', '--role-name', name, '--policy-name', 'FileSystems', '--policy-document', policy];
  return remedyOf('Create a task role, and name it as taskRoleArn', {
    command: inTurn([createRole(name, '/', subject), awsCommand(...put)]),
    spec: roleSpec('TaskRole', name, { inlinePolicies: { FileSystems: JSON.parse(policy).Statement } }),
  });
}

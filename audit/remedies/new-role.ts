import { grantsPolicy } from '../../specs/grants/grant-policy.ts';
import { generatedRole } from '../generate/generated-role.ts';
import type { TaskDefinition } from '../task-definition/types.ts';
import type { Remedy, RoleUse } from '../types.ts';
import { remedyOf } from './remedy.ts';
import { type Account, createRole } from './role-commands.ts';
import { roleSpec } from './role-spec.ts';
import { awsCommand, inTurn } from './shell.ts';

export interface NewRole {
  readonly name: string;
  /** With its slashes. */
  readonly path: string;
  readonly use: RoleUse;
}

/**
 * Makes a role that Amazon ECS tasks of the account can use: a task role without permissions, or an execution role with what
 * the task definition needs and no more.
 * @param text a sentence for people
 */
export function newRoleRemedy(text: string, role: NewRole, subject: Account & { readonly definition: TaskDefinition }): Remedy {
  const { name, path, use } = role;
  const created = createRole(name, path, subject);
  const place = path === '/' ? {} : { path };
  if (use === 'task') {
    const spec = roleSpec('TaskRole', name, path === '/' ? { state: 'present' } : place);
    return remedyOf(text, { command: created, spec });
  }
  const { document, needs } = generatedRole([subject.definition], { name });
  const put = ['iam', 'put-role-policy', '--role-name', name, '--policy-name', 'RolecallGrants', '--policy-document'];
  return remedyOf(text, {
    command: needs.length === 0 ? created : inTurn([created, awsCommand(...put, grantsPolicy(needs))]),
    spec: roleSpec('TaskExecutionRole', name, { ...place, ...document.spec }),
  });
}

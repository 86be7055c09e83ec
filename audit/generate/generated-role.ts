import type { RoleSpecDocument } from '../../specs/writing/describe.ts';
import { specYaml } from '../../specs/writing/write.ts';
import { mayBeEncrypted } from '../needs/encrypted.ts';
import { needsOf } from '../needs/needs.ts';
import { isRoleName, roleArn } from '../rules/role-arn.ts';
import type { TaskDefinition } from '../task-definition/types.ts';
import type { Need } from '../types.ts';
import { grantsOf } from './grants-of.ts';

export interface GenerateOptions {
  /** The role's name; by default that of the task definition's execution role, else FAMILY-execution. */
  readonly name?: string | undefined;
}

export interface GeneratedRole {
  readonly document: RoleSpecDocument;
  /** The document as people write it. */
  readonly yaml: string;
  /** What the role is for. */
  readonly needs: readonly Need[];
  /** Sentences for people: what the spec may lack, since the task definition does not say it. */
  readonly notes: readonly string[];
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const NAME_LENGTH = 64;
const SUFFIX = '-execution';

/** The smallest execution role with which the task definition's tasks start, on whatever they run. */
export function generatedRole(definition: TaskDefinition, options: GenerateOptions = {}): GeneratedRole {
  const { name, path } = place(definition, options);
  // With an execution role given, container instances use it too.
  const { needs, unverified } = needsOf({ ...definition, executionRole: name }, null);
  const own = needs.filter(({ use }) => use === 'execution');
  const grants = grantsOf(own, definition.context);
  const says = own.length === 0 ? { state: 'present' } : { grants };
  const document: RoleSpecDocument = {
    apiVersion: 'rolecall/v1',
    kind: 'TaskExecutionRole',
    metadata: { name },
    spec: path === '/' ? says : { path, ...says },
  };
  const unknown = unverified.filter(({ use }) => use === 'execution').map(({ message }) => message);
  return { document, yaml: specYaml(document), needs: own, notes: [...unknown, ...notesOn(own)] };
}

function place({ executionRole, family }: TaskDefinition, { name }: GenerateOptions): { name: string; path: string } {
  const given = executionRole === null ? undefined : roleArn(executionRole);
  const known = given?.name ?? (executionRole !== null && isRoleName(executionRole) ? executionRole : undefined);
  const chosen = name ?? known ?? family.slice(0, NAME_LENGTH - SUFFIX.length) + SUFFIX;
  return { name: chosen, path: given?.name === chosen ? given.path : '/' };
}

function notesOn(needs: readonly Need[]): string[] {
  if (needs.length === 0) return ['nothing in the task definition needs an execution role'];
  const others = needs.filter(({ resourcePolicy }) => resourcePolicy?.counts === 'besides');
  return [
    ...(needs.some(mayBeEncrypted)
      ? ['a task definition does not show encryption keys: list customer keys of what the tasks read under grants.kmsKeys']
      : []),
    ...others.map(
      ({ resource, resourcePolicy }) => `${resource} is of another account: ${resourcePolicy?.name} must allow the role too`,
    ),
  ];
}

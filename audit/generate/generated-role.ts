import type { RoleSpecDocument } from '../../specs/writing/describe.ts';
import { specYaml } from '../../specs/writing/write.ts';
import { mayBeEncrypted } from '../needs/encrypted.ts';
import { needsOf } from '../needs/needs.ts';
import { isRoleName, roleArn } from '../rules/role-arn.ts';
import type { TaskDefinition } from '../task-definition/types.ts';
import type { Need, Needs } from '../types.ts';
import { grantsOf } from './grants-of.ts';

export interface GenerateOptions {
  /** The role's name; by default that of the execution role that all name, else FAMILY-execution. */
  readonly name?: string | undefined;
}

export interface GeneratedRole {
  readonly document: RoleSpecDocument;
  /** The document as people write it. */
  readonly yaml: string;
  /** What the role is for. */
  readonly needs: readonly Need[];
  /** Sentences for people, without a full stop: needs that cannot be told, so that tasks may not start with this role alone. */
  readonly gaps: readonly string[];
  /** Sentences for people, without a full stop: what else to know of the spec. */
  readonly notes: readonly string[];
}

type Definitions = readonly [TaskDefinition, ...TaskDefinition[]];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const NAME_LENGTH = 64;
const SUFFIX = '-execution';

/** The smallest execution role with which the tasks of all these task definitions start, on whatever they run; all are of one account. */
export function generatedRole(definitions: Definitions, options: GenerateOptions = {}): GeneratedRole {
  const [{ context }] = definitions;
  const { name, path } = place(definitions, options);
  const { needs, unverified } = needsOfAll(definitions, name);
  const grants = grantsOf(needs, context);
  const says = needs.length === 0 ? { state: 'present' } : { grants };
  const document: RoleSpecDocument = {
    apiVersion: 'rolecall/v1',
    kind: 'TaskExecutionRole',
    metadata: { name },
    spec: path === '/' ? says : { path, ...says },
  };
  const gaps = [...new Set(unverified.map(({ message }) => message))];
  return { document, yaml: specYaml(document), needs, gaps, notes: [...notesOnName(definitions, name), ...notesOn(needs, gaps)] };
}

/** What the execution role of a task definition is called, or would be. */
export function executionRoleName(definition: TaskDefinition): string {
  return place([definition], {}).name;
}

/** With an execution role given, container instances use it too. */
function needsOfAll(definitions: Definitions, executionRole: string): Needs {
  const all = definitions.map((definition) => needsOf({ ...definition, executionRole }, null));
  const needs = new Map(all.flatMap((each) => each.needs.map((need) => [JSON.stringify([need.sid, need.resource]), need])));
  return {
    needs: [...needs.values()].filter(({ use }) => use === 'execution'),
    unverified: all.flatMap(({ unverified }) => unverified).filter(({ use }) => use === 'execution'),
  };
}

function place(definitions: Definitions, { name }: GenerateOptions): { readonly name: string; readonly path: string } {
  const [{ family }] = definitions;
  const known = isTaskRoleToo(definitions) ? undefined : namedRole(definitions);
  const chosen = name ?? known?.name ?? family.slice(0, NAME_LENGTH - SUFFIX.length) + SUFFIX;
  return { name: chosen, path: known?.name === chosen ? known.path : '/' };
}

/** The one execution role that is named; `undefined` if none is, or several are. */
function namedRole(definitions: Definitions): { readonly name: string; readonly path: string } | undefined {
  const named = definitions.flatMap(({ executionRole }) => (executionRole === null ? [] : [roleNamed(executionRole)]));
  const [first] = named;
  return first !== undefined && named.every((other) => other?.name === first.name) ? first : undefined;
}

function roleNamed(reference: string): { readonly name: string; readonly path: string } | undefined {
  return roleArn(reference) ?? (isRoleName(reference) ? { name: reference, path: '/' } : undefined);
}

function isTaskRoleToo(definitions: Definitions): boolean {
  const taskRoles = new Set(definitions.flatMap(({ taskRole }) => (taskRole === null ? [] : [roleNamed(taskRole)?.name])));
  return definitions.some(({ executionRole }) => executionRole !== null && taskRoles.has(roleNamed(executionRole)?.name));
}

function notesOnName(definitions: Definitions, name: string): readonly string[] {
  if (isTaskRoleToo(definitions))
    return [`the execution role is a task role as well, so this is the spec of a role of its own, ${name}`];
  if (namedRole(definitions)?.name !== name) return [];
  return [`if other task definitions use ${name} too, name them in the same command: what they need is not in this spec`];
}

function notesOn(needs: readonly Need[], gaps: readonly string[]): readonly string[] {
  if (needs.length === 0 && gaps.length === 0) return ['nothing in the task definition needs an execution role'];
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

import { foldName } from '../iam/role.ts';
import { judgeNeeds } from './needs/judge-needs.ts';
import { needsOf } from './needs/needs.ts';
import { roleArn } from './rules/role-arn.ts';
import type { Subject, UsedRole } from './rules/rule.ts';
import { rolesByUse } from './rules/used-roles.ts';
import type { TaskDefinition } from './task-definition/types.ts';
import type { AuditedDefinition, AuditInput, Need, Needs, RoleOverrides, RoleSubject, RoleUse } from './types.ts';

type Described = Extract<AuditedDefinition, { described: true }>;

/** A task definition with its roles and needs, before it is known what others need of the same roles. */
interface Draft {
  readonly definition: Described;
  readonly roles: readonly UsedRole[];
  readonly needs: Needs;
}

/**
 * What the rules look at, for each task definition that could be described.
 * Task definitions that share an execution role share one list of what all of them need of it.
 */
export function subjectsOf(input: AuditInput): ReadonlyMap<AuditedDefinition, Subject> {
  const described = input.definitions.filter((definition) => definition.described);
  const drafts = described.map((definition) => draftOf(definition, input));
  const union = unionOfNeeds(drafts, input.otherNeeds);
  return new Map(drafts.map((draft) => [draft.definition, subjectOf(draft, union, input)]));
}

function draftOf(definition: Described, { roleOf }: AuditInput): Draft {
  const needs = needsOf(definition.definition, definition.overrides);
  return { definition, needs, roles: usedRoles(definition.definition, definition.overrides, roleOf) };
}

function subjectOf({ definition, roles, needs }: Draft, union: ReadonlyMap<string, readonly Need[]>, input: AuditInput): Subject {
  const { accountId, partition, guards, hasSpecs, isWhole } = input;
  const byUse = rolesByUse(roles);
  return {
    definition: definition.definition,
    file: definition.file,
    overrides: definition.overrides,
    roles,
    needs,
    judgedNeeds: judgeNeeds(needs.needs, byUse),
    sharedNeeds: (byUse.execution && union.get(foldName(byUse.execution.name))) ?? [],
    ...{ accountId, partition, guards, hasSpecs, isWhole },
  };
}

/** The roles that tasks get: those of the call where it gives any, else those of the task definition. */
function usedRoles(
  definition: TaskDefinition,
  overrides: RoleOverrides | null,
  roleOf: (reference: string) => RoleSubject,
): readonly UsedRole[] {
  const task = usedRole('task', overrides?.taskRole ?? definition.taskRole, roleOf);
  const execution = usedRole('execution', overrides?.executionRole ?? definition.executionRole, roleOf);
  if (task === undefined || execution === undefined) return [task ?? execution ?? []].flat();
  return isSame(task, execution) ? [{ ...task, uses: ['task', 'execution'] }] : [task, execution];
}

function usedRole(use: RoleUse, reference: string | null, roleOf: (reference: string) => RoleSubject): UsedRole | undefined {
  if (reference === null) return undefined;
  const subject = roleOf(reference);
  const name = subject.state === 'present' ? subject.role.name : (roleArn(reference)?.name ?? reference);
  return { reference, name, uses: [use], subject };
}

/** A name and an ARN may stand for one role. */
function isSame(one: UsedRole, other: UsedRole): boolean {
  if (one.subject.state === 'present' && other.subject.state === 'present') return foldName(one.name) === foldName(other.name);
  return one.reference === other.reference;
}

function unionOfNeeds(
  drafts: readonly Draft[],
  otherNeeds: ReadonlyMap<string, readonly Need[]>,
): ReadonlyMap<string, readonly Need[]> {
  const union = new Map([...otherNeeds].map(([name, needs]) => [name, [...needs]]));
  for (const { roles, needs } of drafts) {
    const execution = rolesByUse(roles).execution;
    if (execution === undefined) continue;
    const name = foldName(execution.name);
    const known = union.get(name) ?? [];
    for (const need of needs.needs) if (need.use === 'execution') known.push(need);
    union.set(name, known);
  }
  return union;
}

import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { AuditedDefinition, RoleOverrides } from '../../audit/types.ts';
import type { AuditRun } from '../../controller/audit/ports.ts';
import { accountWith, type LiveRole } from '../reconciler/given.ts';
import { clock, guardsWith } from '../world.ts';

export const CONTEXT = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

/** A task definition of the family `orders`, with an image from Docker Hub, so that it needs nothing but what is given. */
export function definitionWith(given: object, overrides: RoleOverrides | null = null): AuditedDefinition {
  const value = { family: 'orders', containerDefinitions: [{ name: 'app', image: 'busybox' }], ...given };
  const read = readTaskDefinitions(value, CONTEXT);
  if (!read.ok) throw new Error(read.problem);
  const [first] = read.definitions;
  if (first === undefined) throw new Error('no task definition');
  return { described: true, definition: first.definition, overrides, file: null };
}

/** An audit of task definitions that name these roles, in an account that holds those. */
export function auditOf(references: readonly string[], live: readonly LiveRole[], given: Partial<AuditRun> = {}): AuditRun {
  return {
    runId: 'run-1',
    trigger: 'cli',
    iam: accountWith(live),
    clock,
    account: CONTEXT,
    definitions: references.map((taskRoleArn) => definitionWith({ taskRoleArn })),
    specs: undefined,
    guards: guardsWith(),
    otherNeeds: new Map(),
    isWhole: false,
    progress: undefined,
    ...given,
  };
}

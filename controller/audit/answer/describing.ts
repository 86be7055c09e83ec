import { readTaskDefinitions } from '../../../audit/task-definition/read.ts';
import type { AuditedDefinition, RoleOverrides } from '../../../audit/types.ts';
import type { SpecContext } from '../../../specs/types.ts';
import type { TaskDefinitionReader } from '../ports.ts';

/** Which revision is asked for: `family` for the newest, `family:revision`, or an ARN. */
export interface Wanted {
  readonly reference: string;
  readonly region: string;
  readonly overrides: RoleOverrides | null;
}

/** A task definition as ECS has it, or why it could not be described. */
export interface Described {
  readonly definition: AuditedDefinition;
  /** `null` where ECS does not say. */
  readonly registeredAt: Date | null;
}

/** @throws {TurnedAway} where it may well be described later. */
export async function describe(
  { reference, region, overrides }: Wanted,
  reader: TaskDefinitionReader,
  account: SpecContext,
): Promise<Described> {
  const description = await reader.describe(reference, region);
  const failed = (reason: string): Described => ({
    definition: { described: false, ...revisionIn(reference), region, reason },
    registeredAt: null,
  });
  if (!description.described) return failed(description.reason);
  const read = readTaskDefinitions(description.value, { ...account, region });
  if (!read.ok) return failed(read.problem);
  const [found] = read.definitions;
  if (found === undefined) return failed('ECS described nothing.');
  const definition: AuditedDefinition = { described: true, definition: found.definition, overrides, file: null };
  return { definition, registeredAt: registeredAtIn(description.value) };
}

/** The SDK makes a date of it. */
function registeredAtIn(value: unknown): Date | null {
  const { taskDefinition } = value as { taskDefinition?: { registeredAt?: unknown } };
  const at = taskDefinition?.registeredAt;
  return at instanceof Date ? at : null;
}

/** What a reference says by itself. */
export function revisionIn(reference: string): {
  readonly arn: string | null;
  readonly family: string;
  readonly revision: number | null;
} {
  const [family = '', revision] = (reference.split('/').at(-1) ?? '').split(':');
  return {
    arn: reference.startsWith('arn:') ? reference : null,
    family,
    revision: revision === undefined ? null : Number(revision),
  };
}

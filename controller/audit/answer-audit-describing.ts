import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { AuditedDefinition, RoleOverrides } from '../../audit/types.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { TaskDefinitionReader } from './ports.ts';

/** Which revision is asked for: `family` for the newest, `family:revision`, or an ARN. */
export interface Wanted {
  readonly reference: string;
  readonly region: string;
  readonly overrides: RoleOverrides | null;
}

/**
 * A task definition as ECS has it, or why it could not be described.
 * @throws {TurnedAway} where it may well be described later.
 */
export async function describedDefinition(
  { reference, region, overrides }: Wanted,
  reader: TaskDefinitionReader,
  account: SpecContext,
): Promise<AuditedDefinition> {
  const description = await reader.describe(reference, region);
  const failed = (reason: string): AuditedDefinition => ({ described: false, ...revisionIn(reference), region, reason });
  if (!description.described) return failed(description.reason);
  const read = readTaskDefinitions(description.value, { ...account, region });
  if (!read.ok) return failed(read.problem);
  const [found] = read.definitions;
  return found === undefined
    ? failed('ECS described nothing.')
    : { described: true, definition: found.definition, overrides, file: null };
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

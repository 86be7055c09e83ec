import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import { parseTaskDefinitionArn } from '../../audit/task-definition/task-definition-arn.ts';
import type { AuditedDefinition } from '../../audit/types.ts';
import type { TaskDefinitionReader } from '../../controller/audit/ports.ts';
import type { SpecContext } from '../../specs/types.ts';
import type { OpenAccount } from '../account/account.ts';
import type { LiveAccount } from '../account/live-account.ts';
import { UserError } from '../terminal/user-error.ts';

/** The account's ECS, and where to look by default. */
export interface LiveDefinitions {
  readonly reader: TaskDefinitionReader;
  readonly context: SpecContext & { readonly region: string };
}

/** @throws {UserError} without credentials or a region */
export async function liveDefinitions({ live, context }: OpenAccount, wanted: string): Promise<LiveDefinitions> {
  if (live === undefined)
    throw new UserError(
      `${wanted} is asked of Amazon ECS, and an exported account holds no task definitions. Give files instead: aws ecs describe-task-definition --task-definition NAME > FILE.json`,
    );
  return { reader: await live.taskDefinitionReader(), context: { ...context, region: regionOf(live, wanted) } };
}

/** An ARN names its own region. */
function regionOf({ region }: LiveAccount, wanted: string): string {
  const known = region ?? parseTaskDefinitionArn(wanted)?.region;
  if (known === undefined) throw new UserError(`No region is known for ${wanted}. Name one with --region.`);
  return known;
}

/** Everything that can start tasks now. @throws {UserError} if the list cannot be read to its end: it would look like a pass. */
export async function listCurrent({ reader, context: { region } }: LiveDefinitions): Promise<readonly string[]> {
  try {
    return await reader.listCurrent(region);
  } catch (error) {
    const { whyAwsFailed } = await import('../../adapters/why-aws-failed.ts');
    const why = whyAwsFailed(
      error,
      'ecs:ListTaskDefinitionFamilies, ecs:ListClusters, ecs:ListServices and ecs:DescribeServices',
    );
    throw new UserError(`The current task definitions of ${region} could not be listed, so nothing was audited: ${why}`);
  }
}

/** One task definition as ECS describes it. What cannot be described, or read as one, is said so and is no pass. */
export async function describeDefinition(reference: string, { reader, context }: LiveDefinitions): Promise<AuditedDefinition> {
  const arn = parseTaskDefinitionArn(reference);
  const region = arn?.region ?? context.region;
  const description = await reader.describe(reference, region);
  if (!description.described) return notDescribed(reference, region, description.reason);
  const read = readTaskDefinitions(description.value, { ...context, region });
  if (!read.ok) return notDescribed(reference, region, read.problem);
  const [first] = read.definitions;
  if (first === undefined) return notDescribed(reference, region, 'Amazon ECS answered with no task definition.');
  return { described: true, definition: first.definition, overrides: null, file: null };
}

function notDescribed(reference: string, region: string, reason: string): AuditedDefinition {
  const arn = parseTaskDefinitionArn(reference);
  const [family = reference, revision] = reference.split(':');
  if (reference.startsWith('arn:'))
    return {
      described: false,
      family: arn?.family ?? reference,
      revision: arn?.revision ?? null,
      arn: reference,
      region,
      reason,
    };
  return { described: false, family, revision: revision === undefined ? null : Number(revision), arn: null, region, reason };
}

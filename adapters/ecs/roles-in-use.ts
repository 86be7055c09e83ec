import type { ECSClient } from '@aws-sdk/client-ecs';
import { activeFamilies } from './active-families.ts';
import { describeTaskDefinition } from './describe-task-definition.ts';
import { taskDefinitionsOfServices } from './task-definitions-of-services.ts';

/**
 * The roles, as ARN or name, that a region's current task definitions name: the newest active revision of every
 * family, and whatever services run. Every page is read and any failure rejects: unreadable is not unused.
 */
export async function rolesInUse(client: ECSClient): Promise<ReadonlySet<string>> {
  const current = new Set([...(await activeFamilies(client)), ...(await taskDefinitionsOfServices(client))]);
  const roles = await Promise.all([...current].map((reference) => rolesOf(client, reference)));
  return new Set(roles.flat());
}

async function rolesOf(client: ECSClient, reference: string): Promise<string[]> {
  const { taskRoleArn, executionRoleArn } = await describeTaskDefinition(client, reference);
  return [taskRoleArn, executionRoleArn].filter((role) => role !== undefined);
}
